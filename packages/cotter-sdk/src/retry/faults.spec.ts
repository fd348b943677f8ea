// Every way to fail: what the error says, what becomes of a refresh token, and how often the server is asked.
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { CotterClientOptions } from '../options/client-options.ts';
import type { CotterClient, CotterClientEvent, Outcome } from '../index.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import {
  closedOrigin,
  reply,
  replyRaw,
  startServer,
  type Answer,
} from '../testing/scripted-server.fixture.ts';
import { recordedTiming } from './timing.fixture.ts';
import {
  clientFor,
  eventToken,
  identityToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';
import { listening } from '../testing/listening.fixture.ts';

const claims = { token: 'eyJ', customAttributes: {} };

const spending: Record<string, (client: CotterClient) => Promise<unknown>> = {
  refresh: (client) => client.refresh('39560:x'),
  addCustomClaims: (client) =>
    client.addCustomClaims({ ...claims, refreshToken: '39560:x' }),
};
const single: Record<string, (client: CotterClient) => Promise<unknown>> = {
  exchangeIdentityToken: (client) =>
    client.exchangeIdentityToken(identityToken),
  exchangeEventToken: (client) => client.exchangeEventToken(eventToken),
  addCustomClaims: (client) => client.addCustomClaims(claims),
};
const repeatable: Record<string, (client: CotterClient) => Promise<unknown>> = {
  fetchJwks: (client) => client.fetchJwks(),
  signOut: (client) => client.signOut(),
};

interface Expected {
  readonly code: string;
  readonly outcome: Outcome;
  /** Of calls that must not be seen twice. */
  readonly retried: boolean;
  /** Of `fetchJwks` and `signOut`; default: as `retried`. */
  readonly retriedIfRepeatable?: boolean;
}

/** Runs a call with two retries against a fault and compares. */
async function check(
  call: (client: CotterClient) => Promise<unknown>,
  target: { readonly origin: string },
  expected: { readonly code: string; readonly retryable: boolean },
  options: Partial<CotterClientOptions> = {},
) {
  const events: CotterClientEvent[] = [];
  const { timing, sleeps } = recordedTiming();
  const client = clientFor(
    target,
    {
      maxRetries: 2,
      timeoutMs: 5000,
      onEvent: (event) => events.push(event),
      ...options,
    },
    timing,
  );
  const error = await rejection(call(client));
  expect(error).toMatchObject(expected);
  expect(error.requestId).toMatch(/./);
  expect(events).toHaveLength(expected.retryable ? 2 : 0);
  expect(sleeps).toEqual(events.map(({ delayMs }) => delayMs));
  expect(events.map(({ reason }) => reason)).toEqual(
    events.map(() => error.code),
  );
  return error;
}

/** Runs every operation against the fault. */
async function checkAll(
  expected: Expected,
  run: (
    call: (client: CotterClient) => Promise<unknown>,
    expected: { code: string; retryable: boolean; outcome?: Outcome },
  ) => Promise<{ readonly outcome?: Outcome }>,
) {
  const { code, outcome, retried, retriedIfRepeatable = retried } = expected;
  for (const call of Object.values(spending)) {
    await run(call, { code, retryable: retried, outcome });
  }
  for (const call of Object.values(single)) {
    const error = await run(call, { code, retryable: retried });
    expect(error).not.toHaveProperty('outcome');
  }
  for (const call of Object.values(repeatable)) {
    const error = await run(call, { code, retryable: retriedIfRepeatable });
    expect(error).not.toHaveProperty('outcome');
  }
}

const transient = { retried: false, retriedIfRepeatable: true } as const;
const unknown = { outcome: 'unknown', ...transient } as const;

const answers: [string, Answer, Expected][] = [
  ...[429, 503].map((status): [string, Answer, Expected] => [
    String(status),
    reply(status, ''),
    {
      code: status === 429 ? 'rate_limited' : 'server_error',
      outcome: 'not_sent',
      retried: true,
    },
  ]),
  ...[400, 401, 403, 404, 405, 413, 415, 431, 499].map(
    (status): [string, Answer, Expected] => [
      String(status),
      reply(status, { msg: 'no', type: '' }),
      {
        code: expect.any(String) as string,
        outcome: 'rejected',
        retried: false,
      },
    ],
  ),
  ...[500, 502, 504, 599].map((status): [string, Answer, Expected] => [
    String(status),
    reply(status, ''),
    { code: 'server_error', ...unknown },
  ]),
  ['408', reply(408, ''), { code: 'unexpected_status', ...unknown }],
  [
    '407',
    reply(407, ''),
    { code: 'unexpected_status', outcome: 'not_sent', retried: false },
  ],
  ...[201, 202, 301, 302, 304, 307, 308, 600].map(
    (status): [string, Answer, Expected] => [
      String(status),
      reply(status, '', { Location: '/' }),
      { code: 'unexpected_status', outcome: 'unknown', retried: false },
    ],
  ),
  [
    'a reset',
    (_, req) => req.socket.resetAndDestroy(),
    { code: 'network_error', ...unknown },
  ],
  [
    'a hang-up',
    (_, req) => req.socket.destroy(),
    { code: 'network_error', ...unknown },
  ],
  ['no HTTP', replyRaw('x', '', ''), { code: 'network_error', ...unknown }],
  [
    'a body cut short',
    (res) => {
      res.writeHead(200, { 'Content-Length': '1000' });
      res.write(JSON.stringify(oauthTokens), () => res.destroy());
    },
    { code: 'network_error', ...unknown },
  ],
];

describe('an answer', () => {
  it.each(answers)('of %s', async (_, answer, expected) => {
    await checkAll(expected, async (call, wanted) => {
      const server = await startServer(answer);
      const error = await check(call, server, wanted);
      expect(server.requests).toHaveLength(wanted.retryable ? 3 : 1);
      return error;
    });
  });

  const bodies: [string, string | Buffer, boolean][] = [
    ['nothing', '', true],
    ['HTML', '<p>', true],
    ['bytes that are no UTF-8', Buffer.from([0xff]), true],
    ['another shape', '{}', false],
    ['a huge body', ' '.repeat(1_048_577), false],
  ];
  it.each(bodies)('of 200 with %s', async (_, body, mayPass) => {
    const code = 'invalid_response';
    for (const call of Object.values(spending)) {
      const server = await startServer(reply(200, body));
      const expected = { code, retryable: false, outcome: 'unknown' };
      await check(call, server, expected);
      expect(server.requests).toHaveLength(1);
    }
    for (const call of Object.values(single)) {
      const server = await startServer(reply(200, body));
      await check(call, server, { code, retryable: false });
      expect(server.requests).toHaveLength(1);
    }
    const server = await startServer(reply(200, body));
    await check((client) => client.fetchJwks(), server, {
      code,
      retryable: mayPass,
    });
    expect(server.requests).toHaveLength(mayPass ? 3 : 1);
  });

  it('of a proxy that refuses the tunnel counts as not sent', async () => {
    const proxy = await startServer(reply(200, oauthTokens));
    const { port } = new URL(proxy.origin);
    const options = { proxy: { host: '127.0.0.1', port: Number(port) } };
    const target = { origin: 'https://cotter.invalid' };
    const expected = {
      code: 'server_error',
      status: 502,
      outcome: 'not_sent',
      retryable: false,
    };
    for (const call of Object.values(spending)) {
      await check(call, target, expected, options);
    }
    expect(proxy.tunnels).toHaveLength(2);
    expect(proxy.requests).toEqual([]);
  });
});

describe('no connection', () => {
  const notSent: Expected = {
    code: 'network_error',
    outcome: 'not_sent',
    retried: true,
  };

  it('because it is refused', async () => {
    const origin = await closedOrigin();
    await checkAll(notSent, (call, wanted) => check(call, { origin }, wanted));
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN'])(
    'because the name leads nowhere (%s)',
    async (code) => {
      const lookups: string[] = [];
      const httpAgent = new Agent({
        lookup(name, _, done) {
          lookups.push(name);
          const fault = new Error(code);
          done(Object.assign(fault, { code, syscall: 'getaddrinfo' }), '', 4);
        },
      });
      await checkAll(notSent, async (call, wanted) => {
        const target = { origin: 'http://cotter.invalid' };
        const error = await check(call, target, wanted, {
          httpAgent,
          dangerouslyAllowHttp: true,
        });
        expect(error).toMatchObject({ systemCode: code });
        return error;
      });
      expect(lookups).toHaveLength(7 * 3);
    },
  );

  it('because the other side speaks no TLS', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const origin = server.origin.replace('http:', 'https:');
    await checkAll(notSent, (call, wanted) =>
      check(call, { origin }, wanted, { proxy: false }),
    );
    expect(server.requests).toEqual([]);
  });

  const lost: Agent = new Agent({
    lookup() {
      // Never calls back.
    },
  });
  it('in time, because the name server is silent', async () => {
    for (const call of Object.values(spending)) {
      const { timing } = recordedTiming();
      const client = clientFor(
        { origin: 'http://cotter.invalid' },
        { httpAgent: lost, dangerouslyAllowHttp: true, timeoutMs: 50 },
        timing,
      );
      expect(await rejection(call(client))).toMatchObject({
        code: 'timeout',
        outcome: 'not_sent',
        retryable: true,
        message: 'Cotter could not be reached within 50 ms; nothing was sent.',
      });
    }
  });

  it('in time, because the handshake hangs', async () => {
    // Reads what comes, so that it notices the end of the connection.
    const server = createServer((socket) => socket.resume());
    const port = await listening(server);
    const client = clientFor(
      { origin: `https://127.0.0.1:${String(port)}` },
      { proxy: false, timeoutMs: 100 },
    );
    expect(await rejection(client.refresh('39560:x'))).toMatchObject({
      code: 'timeout',
      outcome: 'not_sent',
    });
  });
});

describe('no answer in time', () => {
  it('leaves a spent refresh token unknown, and is not asked for again', async () => {
    for (const call of Object.values(spending)) {
      const server = await startServer(() => undefined);
      const client = clientFor(server, { timeoutMs: 100, maxRetries: 2 });
      expect(await rejection(call(client))).toMatchObject({
        code: 'timeout',
        outcome: 'unknown',
        retryable: false,
      });
      expect(server.requests).toHaveLength(1);
    }
  });
});

describe('an abort', () => {
  it('before anything was sent leaves the refresh token as it was', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const options = { signal: AbortSignal.abort() };
    expect(
      await rejection(clientFor(server).refresh('39560:x', options)),
    ).toMatchObject({ code: 'aborted', outcome: 'not_sent', retryable: false });
    expect(server.requests).toEqual([]);
  });

  it('while the server works leaves it unknown', async () => {
    const controller = new AbortController();
    const server = await startServer(() => {
      controller.abort();
    });
    expect(
      await rejection(
        clientFor(server).refresh('39560:x', { signal: controller.signal }),
      ),
    ).toMatchObject({ code: 'aborted', outcome: 'unknown', retryable: false });
    expect(server.requests).toHaveLength(1);
  });
});

describe('over an adapter that cannot be watched', () => {
  it('a refused connection is still known as one', async () => {
    const client = clientFor(
      { origin: await closedOrigin() },
      { adapter: 'fetch' },
    );
    expect(await rejection(client.refresh('39560:x'))).toMatchObject({
      code: 'network_error',
      outcome: 'not_sent',
    });
  });

  it('all else counts as sent', async () => {
    const client = clientFor(
      { origin: 'https://cotter.invalid' },
      { adapter: () => Promise.reject(new Error('CANARY')) },
    );
    const error = await rejection(client.refresh('39560:x'));
    expect(error).toMatchObject({ code: 'network_error', outcome: 'unknown' });
    expect(error.message).not.toContain('CANARY');
  });
});
