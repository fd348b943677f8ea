import { Agent, createServer } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CotterClientOptions } from '../options/client-options.ts';
import { CotterClient } from '../client/client.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import {
  reply,
  startServer,
  type Answer,
} from '../testing/scripted-server.fixture.ts';
import {
  API_KEY_ID,
  clientFor,
  eventToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';
import { systemTiming } from '../retry/timing.ts';
import { listening } from '../testing/listening.fixture.ts';
import { readTransportOptions } from './transport-options.ts';

/** Over an adapter that answers 200 with this. */
function adapted(
  data: unknown,
  options: Partial<CotterClientOptions> = {},
): CotterClient {
  return new CotterClient({
    apiKeyId: API_KEY_ID,
    adapter: (config) =>
      Promise.resolve({
        config,
        data,
        headers: {},
        status: 200,
        statusText: 'OK',
      }),
    ...options,
  });
}

async function* chunksOf(whole: string | Uint8Array) {
  yield await Promise.resolve(whole.slice(0, 9));
  yield whole.slice(9);
}

describe('the options of the transport', () => {
  it.each([
    {},
    { proxy: false },
    { proxy: { host: 'proxy.invalid', port: 8080 } },
    { adapter: 'http' },
    { adapter: 'fetch' },
    { adapter: () => Promise.reject(new Error('never called')) },
    { httpAgent: new Agent() },
  ] as const)('take what is described: %j', (options) => {
    expect(readTransportOptions(options)).toEqual(options);
  });

  it.each([null, { host: 5, port: 1 }, { host: 'CANARY', port: '1' }])(
    'refuse %j for a proxy',
    (proxy) => {
      expect(() => readTransportOptions({ proxy: proxy as never })).toThrow(
        new TypeError('proxy must be false, or have a host and a port'),
      );
    },
  );
});

describe('connections', () => {
  it('are kept for exchanges, and made again for each refresh', async () => {
    const sockets: Socket[] = [];
    const answer: Answer = (res, req) => {
      sockets.push(req.socket);
      reply(200, oauthTokens)(res, req);
    };
    const client = clientFor(await startServer(answer));
    await client.exchangeEventToken(eventToken);
    await client.exchangeEventToken(eventToken);
    await client.refresh('39560:x');
    await client.refresh('39560:x');
    const [first, second, third, fourth] = sockets;
    expect(second).toBe(first);
    expect(new Set([first, third, fourth]).size).toBe(3);
  });

  it('come from the agent of the options', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const asked: unknown[] = [];
    const httpAgent = new Agent({
      lookup(name, _, done) {
        asked.push(name);
        done(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });
    const { port } = new URL(server.origin);
    const client = clientFor(
      { origin: `http://cotter.invalid:${port}` },
      { httpAgent, dangerouslyAllowHttp: true },
    );
    await client.refresh('39560:x');
    await client.exchangeEventToken(eventToken);
    expect(asked).toEqual(['cotter.invalid', 'cotter.invalid']);
    expect(server.requests).toHaveLength(2);
  });
});

describe('a proxy of the options', () => {
  it('gets http requests whole', async () => {
    const paths: string[] = [];
    const proxy = createServer((req, res) => {
      paths.push(req.url ?? '');
      res.end(JSON.stringify(oauthTokens));
    });
    const port = await listening(proxy);
    const client = clientFor(
      { origin: 'http://cotter.invalid' },
      { proxy: { host: '127.0.0.1', port }, dangerouslyAllowHttp: true },
    );
    await client.exchangeEventToken(eventToken);
    expect(paths).toEqual(['http://cotter.invalid/api/v0/token']);
  });
});

describe('an adapter of the options', () => {
  it.each([
    ['a text', JSON.stringify(oauthTokens)],
    ['bytes', new TextEncoder().encode(JSON.stringify(oauthTokens))],
    ['a parsed body', oauthTokens],
    ['a stream of the web', new Response(JSON.stringify(oauthTokens)).body],
    ['what yields texts', chunksOf(JSON.stringify(oauthTokens))],
    ['what yields bytes', chunksOf(Buffer.from(JSON.stringify(oauthTokens)))],
  ])('may give %s', async (_, data) => {
    const urls: (string | undefined)[] = [];
    const client = clientFor(
      { origin: 'https://cotter.invalid' },
      {
        adapter(config) {
          urls.push(config.url);
          const { headers } = config;
          const answer = { status: 200, statusText: 'OK', headers };
          return Promise.resolve({ ...answer, data, config });
        },
      },
    );
    await expect(client.exchangeEventToken(eventToken)).resolves.toEqual(
      oauthTokens,
    );
    expect(urls).toEqual(['https://cotter.invalid/api/v0/token']);
  });

  it.each([
    ['a function', () => 'CANARY', 'invalid_response'],
    ['a number too large for JSON', 10n, 'network_error'],
    [
      'an ArrayBuffer',
      new TextEncoder().encode('CANARY').buffer,
      'invalid_response',
    ],
    ['a Blob', new Blob(['CANARY']), 'invalid_response'],
    ['a Map', new Map([['CANARY', 'CANARY']]), 'invalid_response'],
    ['nothing', undefined, 'invalid_response'],
  ])(
    'that gives %s ends with an error that shows nothing of it',
    async (_, data, code) => {
      const client = adapted(data);
      const error = await rejection(client.refresh('39560:x'));
      expect(error).toMatchObject({ code, outcome: 'unknown' });
      expect(inspect(error, { depth: Infinity })).not.toContain('CANARY');
    },
  );

  it('that gives endless chunks is read no further than needed', async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield await Promise.resolve(' '.repeat(65_536));
      }
    }
    const client = adapted(endless());
    expect(await rejection(client.refresh('39560:x'))).toMatchObject({
      code: 'invalid_response',
      fault: 'too_large',
    });
    expect(given).toBe(17);
  });

  it.each([
    ['a stream of Node.js', () => new Readable({ read: () => undefined })],
    ['a stream of the web', () => new ReadableStream()],
  ])(
    'that gives %s without an end is not waited for longer than the deadline',
    async (_, data) => {
      const client = adapted(data(), { timeoutMs: 50 });
      expect(await rejection(client.refresh('39560:x'))).toMatchObject({
        code: 'timeout',
        outcome: 'unknown',
      });
    },
  );

  it('leaves no listener on the signal, however many attempts there are', async () => {
    const warnings: string[] = [];
    const onWarning = ({ name }: Error) => {
      warnings.push(name);
    };
    process.on('warning', onWarning);
    const client = clientFor(
      await startServer(reply(503, '')),
      { maxRetries: 10 },
      { ...systemTiming, sleep: () => Promise.resolve() },
    );
    expect(await rejection(client.refresh('39560:x'))).toMatchObject({
      status: 503,
    });
    await new Promise((resolve) => void setImmediate(resolve));
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });

  it('fetch follows no redirect', async () => {
    const elsewhere = await startServer(reply(200, oauthTokens));
    const server = await startServer(
      reply(307, '', { Location: elsewhere.origin }),
    );
    const client = clientFor(server, { adapter: 'fetch' });
    expect(await rejection(client.refresh('39560:x'))).toMatchObject({
      code: 'unexpected_status',
      status: 307,
      outcome: 'unknown',
    });
    expect(elsewhere.requests).toEqual([]);
  });

  it('of the application is not waited for longer than the deadline', async () => {
    const client = new CotterClient({
      apiKeyId: API_KEY_ID,
      timeoutMs: 50,
      adapter: () => new Promise(() => undefined),
    });
    expect(await rejection(client.refresh('39560:x'))).toMatchObject({
      code: 'timeout',
      outcome: 'unknown',
    });
    const controller = new AbortController();
    const call = client.refresh('39560:x', { signal: controller.signal });
    controller.abort();
    expect(await rejection(call)).toMatchObject({ code: 'aborted' });
  });

  it('of the application may give a stream of texts', async () => {
    const client = adapted(Readable.from([JSON.stringify(oauthTokens)]));
    await expect(client.refresh('39560:x')).resolves.toEqual(oauthTokens);
  });

  it('fetch ends with the deadline, and reads no more than is needed', async () => {
    const drip: Answer = (res) => {
      res.writeHead(200);
      const timer = setInterval(() => res.write(' '), 10);
      res.on('close', () => {
        clearInterval(timer);
      });
    };
    const slow = clientFor(await startServer(drip), {
      adapter: 'fetch',
      timeoutMs: 200,
    });
    expect(await rejection(slow.refresh('39560:x'))).toMatchObject({
      code: 'timeout',
      outcome: 'unknown',
    });
    const large = await startServer(reply(200, ' '.repeat(2_000_000)));
    expect(
      await rejection(
        clientFor(large, { adapter: 'fetch' }).refresh('39560:x'),
      ),
    ).toMatchObject({ code: 'invalid_response', fault: 'too_large' });
  });
});
