// Which operation each method of a client calls, over an adapter instead of a server.
import { inspect } from 'node:util';
import type { InternalAxiosRequestConfig } from 'axios';
import { JwksSchema } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { describe, expect, it } from 'vitest';
import { stubBrowser } from '../testing/stub-process.fixture.ts';
import { readClientOptions } from '../options/client-options.ts';
import { CotterClient } from './client.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import { recordedTiming } from '../retry/timing.fixture.ts';
import {
  API_KEY_ID,
  CANARIES,
  eventToken,
  identityToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

const { value } =
  description.paths['/api/v0/token/jwks'].get.responses['200'].content[
    'application/json'
  ].examples.jwks;
const jwks = JwksSchema.parse(value);
const claims = { token: 'eyJ', customAttributes: { plan: 'pro' } };

/** A client whose requests are all answered so. */
function clientOf(data: unknown, status = 200) {
  const sent: InternalAxiosRequestConfig[] = [];
  const { timing, sleeps } = recordedTiming();
  const client = new CotterClient(
    {
      apiKeyId: API_KEY_ID,
      apiSecretKey: CANARIES.apiSecretKey,
      adapter(config) {
        sent.push(config);
        const answer = { status, statusText: '', headers: {} };
        return Promise.resolve({ ...answer, data, config });
      },
    },
    timing,
  );
  return { client, sent, sleeps };
}

type Method = (client: CotterClient, options?: object) => Promise<unknown>;

const methods: Record<
  string,
  { readonly call: Method; readonly request: string; readonly data: unknown }
> = {
  exchangeIdentityToken: {
    call: (client, options) =>
      client.exchangeIdentityToken(identityToken, options),
    request: 'post /api/v0/token',
    data: oauthTokens,
  },
  exchangeEventToken: {
    call: (client, options) => client.exchangeEventToken(eventToken, options),
    request: 'post /api/v0/token',
    data: oauthTokens,
  },
  refresh: {
    call: (client, options) => client.refresh('39560:x', options),
    request: `post /api/v0/token/${API_KEY_ID}`,
    data: oauthTokens,
  },
  addCustomClaims: {
    call: (client, options) => client.addCustomClaims(claims, options),
    request: 'post /api/v0/token/custom',
    data: { token: 'eyJ' },
  },
  fetchJwks: {
    call: (client, options) => client.fetchJwks(options),
    request: 'get /api/v0/token/jwks',
    data: jwks,
  },
  signOut: {
    call: (client, options) => client.signOut(options),
    request: `delete /api/v0/token/${API_KEY_ID}`,
    data: undefined,
  },
};

describe.each(Object.entries(methods))('%s', (_, { call, request, data }) => {
  it('sends its request to production, and yields its answer', async () => {
    const { client, sent } = clientOf(data);
    await expect(call(client)).resolves.toEqual(data);
    expect(
      sent.map(({ method, url }) => `${String(method)} ${String(url)}`),
    ).toEqual([request.replace(' ', ' https://www.cotter.app')]);
  });

  it('heeds the options of the call', async () => {
    const { client, sent } = clientOf(data);
    const options = { signal: AbortSignal.abort() };
    expect(await rejection(call(client, options))).toMatchObject({
      code: 'aborted',
    });
    expect(sent).toEqual([]);
  });
});

describe('a client', () => {
  it('tries again twice, and waits by the timing that it is given', async () => {
    const { client, sent, sleeps } = clientOf('', 503);
    expect(await rejection(client.fetchJwks())).toMatchObject({ status: 503 });
    expect(sent).toHaveLength(3);
    expect(sleeps).toEqual([125, 250]);
  });

  it('rejects, and does not throw, for input that is not valid', async () => {
    const { client } = clientOf('');
    for (const call of [
      client.exchangeIdentityToken({} as never),
      client.exchangeEventToken({} as never),
      client.refresh(''),
      client.addCustomClaims({} as never),
    ]) {
      expect(await rejection(call)).toMatchObject({ code: 'invalid_input' });
    }
  });

  it('shows its options but the secret key', () => {
    const { client } = clientOf('');
    expect(inspect(client)).toBe(
      `CotterClient {\n  apiKeyId: '${API_KEY_ID}',\n  baseUrl: 'https://www.cotter.app',\n  timeoutMs: 10000,\n  maxRetries: 2\n}`,
    );
    expect(inspect({ client }, { depth: 0 })).not.toContain('CANARY');
  });
});

describe('the secret key', () => {
  const apiKeyId = API_KEY_ID;
  const { apiSecretKey } = CANARIES;

  it('may be left out', () => {
    expect(readClientOptions({ apiKeyId }).apiSecretKey).toBeUndefined();
    expect(readClientOptions({ apiKeyId, apiSecretKey })).toMatchObject({
      apiSecretKey,
    });
  });

  it('is taken in a browser only on demand', () => {
    stubBrowser();
    for (const dangerouslyAllowSecretInBrowser of [undefined, false]) {
      expect(() =>
        readClientOptions({
          apiKeyId,
          apiSecretKey,
          dangerouslyAllowSecretInBrowser,
        }),
      ).toThrow(
        new TypeError(
          'apiSecretKey must stay on a server, and this looks like a browser; leave it out, or set dangerouslyAllowSecretInBrowser',
        ),
      );
    }
    expect(
      readClientOptions({
        apiKeyId,
        apiSecretKey,
        dangerouslyAllowSecretInBrowser: true,
      }),
    ).toMatchObject({ apiSecretKey });
    expect(readClientOptions({ apiKeyId }).apiSecretKey).toBeUndefined();
  });
});
