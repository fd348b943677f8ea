// The calls that need no secret key, and what becomes of those that do.
import { JwksSchema, SignedOutSchema } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { describe, expect, it, vi } from 'vitest';
import { CotterClient } from './client.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import { stubBrowser, stubProcess } from '../testing/stub-process.fixture.ts';
import {
  reply,
  startServer,
  type ScriptedServer,
} from '../testing/scripted-server.fixture.ts';
import {
  API_KEY_ID,
  CANARIES,
  clientFor,
  eventToken,
  identityToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

const jwksOperation = description.paths['/api/v0/token/jwks'].get;
const jwks = JwksSchema.parse(
  jwksOperation.responses['200'].content['application/json'].examples.jwks
    .value,
);

function withoutSecret(server: ScriptedServer): CotterClient {
  return new CotterClient({ apiKeyId: API_KEY_ID, baseUrl: server.origin });
}

describe('fetching the public keys', () => {
  it('is the described request, with no key at all', async () => {
    const server = await startServer(reply(200, jwks));
    await expect(clientFor(server).fetchJwks()).resolves.toStrictEqual(jwks);
    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'GET',
      path: '/api/v0/token/jwks',
      body: '',
    });
    const names = request?.headers.map(([name]) => name).toSorted();
    expect(names).toEqual([
      'Accept',
      'Accept-Encoding',
      'Connection',
      'Host',
      'User-Agent',
    ]);
  });

  it.each([[{ keys: [] }], [{}], [{ keys: [{ ...jwks.keys[0], x: 'x' }] }]])(
    'refuses %j',
    async (body) => {
      const server = await startServer(reply(200, body));
      const error = await rejection(clientFor(server).fetchJwks());
      expect(error).toMatchObject({
        code: 'invalid_response',
        retryable: false,
      });
      expect(error.message).toContain('a JSON Web Key Set');
      expect(error).not.toHaveProperty('outcome');
    },
  );
});

describe('signing out', () => {
  it('is the described request, with only the API key id', async () => {
    const { value } =
      description.paths['/api/v0/token/{api_key_id}'].delete.responses['200']
        .content['application/json'].examples.signedOut;
    expect(SignedOutSchema.safeParse(value).success).toBe(true);
    const server = await startServer(reply(200, value));
    await expect(clientFor(server).signOut()).resolves.toBeUndefined();
    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'DELETE',
      path: `/api/v0/token/${API_KEY_ID}`,
      body: '',
    });
    const names = request?.headers.map(([name]) => name);
    expect(names).toContain('API_KEY_ID');
    expect(names).not.toContain('API_SECRET_KEY');
    expect(names).not.toContain('Content-Type');
  });

  it('succeeds with a 204, and fails with any other status', async () => {
    const good = await startServer(reply(204, ''));
    await expect(clientFor(good).signOut()).resolves.toBeUndefined();
    const bad = await startServer(reply(401, ''));
    expect(await rejection(clientFor(bad).signOut())).toMatchObject({
      code: 'unauthorized',
    });
  });
});

describe('a client without a secret key', () => {
  it('makes the calls that need none', async () => {
    const server = await startServer((res, req) => {
      reply(200, req.method === 'GET' ? jwks : oauthTokens)(res, req);
    });
    const client = withoutSecret(server);
    await client.refresh('39560:x');
    await client.signOut();
    await client.fetchJwks();
    expect(server.requests).toHaveLength(3);
  });

  it('refuses the others by name, and sends nothing', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const client = withoutSecret(server);
    const claims = { token: 'eyJ', customAttributes: {} };
    const calls = [
      client.exchangeIdentityToken(identityToken),
      client.exchangeEventToken(eventToken),
      client.addCustomClaims(claims),
      client.addCustomClaims({ ...claims, refreshToken: '39560:x' }),
    ];
    const errors = await Promise.all(calls.map(rejection));
    for (const error of errors) {
      expect(error).toMatchObject({
        name: 'CotterMissingSecretError',
        code: 'missing_secret',
        retryable: false,
      });
      expect(error.message).toContain('apiSecretKey');
    }
    expect(errors.map(({ outcome }) => outcome)).toEqual([
      undefined,
      undefined,
      undefined,
      'not_sent',
    ]);
    expect(server.requests).toEqual([]);
  });
});

describe('in a browser', () => {
  const keys = { apiKeyId: API_KEY_ID, apiSecretKey: CANARIES.apiSecretKey };

  it.each(['window', 'WorkerGlobalScope'])(
    'with a %s, a secret key is refused, and the way out named',
    (name) => {
      vi.stubGlobal(name, {});
      stubProcess({ versions: {} });
      const construct = () => new CotterClient(keys);
      expect(construct).toThrow(TypeError);
      expect(construct).toThrow(/dangerouslyAllowSecretInBrowser/);
      expect(construct).not.toThrow(/CANARY/);
      expect(
        () =>
          new CotterClient({ ...keys, dangerouslyAllowSecretInBrowser: true }),
      ).not.toThrow();
    },
  );

  it('is not where Node.js runs with a window, as under jsdom', () => {
    vi.stubGlobal('window', {});
    expect(() => new CotterClient(keys)).not.toThrow();
  });

  it('a refresh works without a secret key', async () => {
    const server = await startServer(reply(200, oauthTokens));
    stubBrowser();
    const client = new CotterClient({
      apiKeyId: API_KEY_ID,
      baseUrl: server.origin,
      adapter: 'fetch',
    });
    await expect(client.refresh('39560:x')).resolves.toEqual(oauthTokens);
    expect(server.requests).toHaveLength(1);
  });
});
