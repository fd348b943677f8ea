// No secret shows in anything that an application could log: each failure is provoked and looked at from every side.
import { describe, expect, it } from 'vitest';
import {
  CotterAbortError,
  type CotterClient,
  type CotterClientEvent,
} from '../index.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import {
  closedOrigin,
  reply,
  replyRaw,
  startServer,
  type Answer,
} from '../testing/scripted-server.fixture.ts';
import { inspected } from '../testing/inspected.fixture.ts';
import { recordedTiming } from '../retry/timing.fixture.ts';
import {
  API_KEY_ID,
  CANARIES,
  clientFor,
  eventToken,
  identityToken,
  leaks,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

const everything = Object.values(CANARIES).join(' / ');
const encoded = Object.values(CANARIES).map(encodeURIComponent).join('&');

/** Repeats every secret that the server can have been sent; signatures go to only one path. */
function repeatAll(status: number): Answer {
  return (res, req) => {
    const { signature, ...others } = CANARIES;
    const known = Object.values(
      req.url === '/api/v0/token' ? CANARIES : others,
    );
    const text = known.join(' / ');
    const msg = `${text} ${known.map(encodeURIComponent).join('&')}`;
    reply(
      status,
      { msg, type: text },
      {
        Location: `https://${encoded}.invalid`,
        'X-Request-Id':
          req.url === '/api/v0/token' ? signature : others.refreshToken,
        'Retry-After': text,
      },
    )(res, req);
  };
}

const statuses = [307, 400, 401, 404, 413, 415, 429, 500, 503];

const operations: Record<string, (client: CotterClient) => Promise<unknown>> = {
  identity: (client) => client.exchangeIdentityToken(identityToken),
  event: (client) => client.exchangeEventToken(eventToken),
  refresh: (client) => client.refresh(CANARIES.refreshToken),
  claims: (client) =>
    client.addCustomClaims({
      token: CANARIES.accessToken,
      customAttributes: { plan: 'pro' },
    }),
  persistentClaims: (client) =>
    client.addCustomClaims({
      token: CANARIES.accessToken,
      customAttributes: {},
      refreshToken: CANARIES.refreshToken,
    }),
  jwks: (client) => client.fetchJwks(),
  signOut: async (client) => {
    await client.signOut();
    // A 200 signs out whatever its body, so that only this can show anything.
    throw new CotterAbortError();
  },
};

const failures: Record<string, Answer> = {
  'HTML with secrets': reply(200, `<p>${everything}`),
  'JSON cut short': reply(200, JSON.stringify(oauthTokens).slice(0, -1)),
  'tokens of the wrong type': reply(200, {
    ...oauthTokens,
    expires_in: everything,
    token_type: everything,
    [CANARIES.signature]: 1,
  }),
  'a list of tokens': reply(200, [oauthTokens]),
  'a reset': (_, req) => req.socket.resetAndDestroy(),
  'a broken body': (res) => {
    res.writeHead(200, { 'Content-Length': '5000' });
    res.write(everything, () => res.destroy());
  },
  'no HTTP': replyRaw(everything, '', ''),
  silence: () => undefined,
  ...Object.fromEntries(
    statuses.map((status) => [
      `${String(status)} that repeats all it was sent`,
      repeatAll(status),
    ]),
  ),
};

describe('no secret shows', () => {
  it('finds a secret that does show', () => {
    const leaky = [
      new Error(CANARIES.signature.slice(10, 18)),
      new Error('x', { cause: CANARIES.signature }),
      Object.assign(new Error('x'), { config: { h: CANARIES.signature } }),
      Object.defineProperty(new Error('x'), 'hidden', {
        value: CANARIES.signature,
        enumerable: false,
      }),
    ];
    for (const leak of leaky) expect(leaks(inspected(leak))).not.toEqual([]);
  });

  it.each(Object.entries(failures))('after %s', async (_, answer) => {
    const server = await startServer(answer);
    const events: CotterClientEvent[] = [];
    const client = clientFor(
      server,
      {
        timeoutMs: 300,
        maxRetries: 1,
        onEvent: (event) => events.push(event),
      },
      recordedTiming().timing,
    );
    for (const call of Object.values(operations)) {
      const error = await rejection(call(client));
      expect(leaks(inspected(error))).toEqual([]);
      expect(error.cause).toBeUndefined();
    }
    expect(server.requests).toHaveLength(
      Object.keys(operations).length + events.length,
    );
    expect(leaks(inspected(events))).toEqual([]);
    expect(leaks(inspected(client))).toEqual([]);
  });

  it('after a refused connection', async () => {
    const client = clientFor({ origin: await closedOrigin() });
    for (const call of Object.values(operations)) {
      const error = await rejection(call(client));
      expect(error.code).toBe('network_error');
      expect(leaks(inspected(error))).toEqual([]);
    }
  });

  it('after an abort', async () => {
    const client = clientFor(await startServer(() => undefined));
    const error = await rejection(
      client.exchangeEventToken(eventToken, {
        signal: AbortSignal.abort(everything),
      }),
    );
    expect(leaks(inspected(error))).toEqual([]);
  });

  it('after a token that is not valid', async () => {
    const client = clientFor(await startServer(() => undefined));
    for (const field of Object.keys(identityToken)) {
      const bad = {
        ...identityToken,
        [field]: [everything],
        [CANARIES.signature]: 1,
      };
      const error = await rejection(client.exchangeIdentityToken(bad));
      expect(error.code).toBe('invalid_input');
      expect(leaks(inspected(error))).toEqual([]);
    }
    const tooLong = CANARIES.refreshToken.repeat(20);
    const error = await rejection(client.refresh(tooLong));
    expect(error.code).toBe('invalid_input');
    expect(leaks(inspected(error))).toEqual([]);
  });

  it('in a client, before and while it works', async () => {
    const server = await startServer((res, req) => {
      expect(leaks(inspected(client))).toEqual([]);
      reply(200, oauthTokens)(res, req);
    });
    const client = clientFor(server);
    expect(leaks(inspected(client))).toEqual([]);
    expect(inspected(client)).toContain(
      `CotterClient {\n  apiKeyId: '${API_KEY_ID}',\n  baseUrl: '${server.origin}',\n  timeoutMs: 10000,\n  maxRetries: 0\n}`,
    );
    await expect(client.exchangeEventToken(eventToken)).resolves.toEqual(
      oauthTokens,
    );
  });
});
