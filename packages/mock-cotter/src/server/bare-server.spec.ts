// Only the front: how requests come in and answers go out, for any result of the engine.
import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { CANARY } from '../testing/documented.fixture.ts';
import type { ApiResponse } from '../api/response.ts';
import { ApiError } from '../api/api-error.ts';
import { OPERATION, bareServer, jsonOf } from '../testing/bare.fixture.ts';
import { exchangeRaw, request } from '../testing/raw-http.fixture.ts';

const JSON_LINE = 'Content-Type: application/json';
const NOT_FOUND = { msg: 'There is no such path.', type: 'not_found' };
const post = (
  headers: string[] = [],
  body = '{"a":1}',
  target = '/some/path',
) => request('POST', target, [JSON_LINE, ...headers], body);
/** A request after which the connection stays open. */
const kept = (bytes: Buffer): string =>
  bytes.toString().replace('Connection: close\r\n', '');

/** The codes of what the framework warned of. */
const warnings: string[] = [];
process.on('warning', (warning) => {
  const code = 'code' in warning ? String(warning.code) : '';
  if (code.startsWith('FST')) warnings.push(code);
});

const throwing = (error: unknown) => (): ApiResponse => {
  throw error;
};

describe('a request', () => {
  it('comes to the engine with its head, its body and its length', async () => {
    const { url, asked } = await bareServer();
    const answer = await exchangeRaw(
      url,
      post(
        ['API_KEY_ID: x', 'A: b', 'Set-Cookie: none'],
        '{"a": 1}',
        '/some/path?b=c#d',
      ),
    );
    expect(answer).toMatchObject({ status: 200, body: '{"good":true}' });
    expect(answer.headers['content-type']).toBe('application/json');
    expect(asked).toEqual([
      [
        'route',
        {
          method: 'POST',
          path: '/some/path',
          headers: {
            host: 'mock',
            connection: 'close',
            'content-type': 'application/json',
            api_key_id: 'x',
            a: 'b',
            'content-length': '8',
          },
        },
      ],
      ['answer', 'exchangeToken', '/some/path', { a: 1 }, 8],
    ]);
  });

  it.each([
    ['http://other.example/some/path', '/some/path'],
    ['HTTPS://other.example?a', ''],
    ['/http://other.example/', '/http://other.example/'],
    ['/a?http://b', '/a'],
  ])('for %s is for %s', async (target, path) => {
    const { url, asked } = await bareServer();
    await exchangeRaw(url, post([], '{}', target));
    expect(asked[0]).toMatchObject(['route', { path }]);
  });

  it.each(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PROPFIND', 'TRACE'])(
    'may have the method %s',
    async (method) => {
      const { url, asked } = await bareServer();
      const { status } = await exchangeRaw(
        url,
        request(method, '/x', [JSON_LINE], '{}'),
      );
      expect(status).toBe(200);
      expect(asked[0]).toMatchObject(['route', { method }]);
    },
  );

  it('is not read where no body is asked for', async () => {
    const { request: _, security: __, ...operation } = OPERATION;
    const { url, asked, requests } = await bareServer(undefined, { operation });
    const answer = await exchangeRaw(url, request('POST', '/x', [], '{'));
    expect(answer.status).toBe(200);
    expect(asked[1]).toEqual(['answer', 'exchangeToken', '/x', undefined, 0]);
    expect(requests.list()[0]).not.toHaveProperty('body');
  });

  it('without a length is read by its chunks', async () => {
    const { url, asked } = await bareServer();
    const chunked = ['Transfer-Encoding: chunked'];
    await exchangeRaw(url, post(chunked, '2\r\n{}\r\n0\r\n\r\n'));
    expect(asked[1]).toEqual(['answer', 'exchangeToken', '/some/path', {}, 2]);
  });

  it('that cannot be read is refused, and never answered', async () => {
    const { url, asked } = await bareServer();
    expect(await exchangeRaw(url, post([], '{'))).toMatchObject({
      status: 400,
      body: expect.stringContaining('invalid_json') as unknown,
    });
    const form = request('POST', '/x', ['Content-Type: text/plain'], '{}');
    expect((await exchangeRaw(url, form)).status).toBe(415);
    const packed = post(['Content-Encoding: gzip']);
    expect((await exchangeRaw(url, packed)).status).toBe(415);
    const large = ['Content-Length: 65537'];
    expect((await exchangeRaw(url, post(large, '{}'))).status).toBe(413);
    expect(asked.map((each) => (each as unknown[])[0])).toEqual(
      Array(4).fill('route'),
    );
  });

  it.each(['API_KEY_ID', 'Other'])(
    'with the key %s twice is refused before its body is read',
    async (name) => {
      const { url } = await bareServer();
      const answer = await exchangeRaw(
        url,
        post([`${name}: x`, `${name.toLowerCase()}: y`], '{'),
      );
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.body)).toEqual({
        msg: `The header ${name} was sent more than once.`,
        type: 'unauthorized',
      });
    },
  );

  it('with other headers twice is read', async () => {
    const twice = ['X: a', 'X: b'];
    const { url } = await bareServer();
    const answer = await exchangeRaw(url, post([...twice, 'API_KEY_ID: x']));
    expect(answer.status).toBe(200);
    const { security: _, ...operation } = OPERATION;
    const keyless = await bareServer(undefined, { operation });
    expect((await exchangeRaw(keyless.url, post(twice))).status).toBe(200);
  });

  it('whose path does not decode is answered, and comes no further', async () => {
    const { url, asked, requests } = await bareServer();
    const answer = await exchangeRaw(url, post([], '{}', '/%zz'));
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(JSON.parse(answer.body)).toMatchObject({ type: NOT_FOUND.type });
    expect([asked, requests.list()]).toEqual([[], []]);
  });

  it('to connect, or with an expectation, is answered too', async () => {
    const { url } = await bareServer();
    const tunnel = request('CONNECT', 'other.example:443');
    expect((await exchangeRaw(url, tunnel)).status).toBe(404);
    const expecting = post(['Expect: wonders']);
    expect((await exchangeRaw(url, expecting)).status).toBe(200);
    for (const version of ['1.0', '1.1']) {
      const withoutHost = [
        `POST /x HTTP/${version}`,
        'Content-Type: application/json',
        'Content-Length: 2',
        'Connection: close',
      ];
      const bytes = `${withoutHost.join('\r\n')}\r\n\r\n{}`;
      expect((await exchangeRaw(url, bytes)).status).toBe(200);
    }
  });

  it('that does not end in time is 408', async () => {
    const { url, app } = await bareServer(undefined, { requestTimeoutMs: 50 });
    const answer = await exchangeRaw(url, post().subarray(0, -1));
    expect(answer.status).toBe(408);
    expect(JSON.parse(answer.body)).toEqual({
      msg: 'The request did not end in time.',
      type: 'request_timeout',
    });
    const head = await exchangeRaw(url, post().subarray(0, 30));
    expect(head.status).toBe(408);
    // Longer than clients keep an unused connection.
    expect(app.server.keepAliveTimeout).toBeGreaterThan(60_000);
  });
});

describe('a fault', () => {
  it('is looked for by the operation and the API key id', async () => {
    const looked: unknown[] = [];
    const { url } = await bareServer(undefined, {
      faults: {
        take(request) {
          looked.push(request);
          return undefined;
        },
      },
    });
    expect((await exchangeRaw(url, post(['API_KEY_ID: x']))).status).toBe(200);
    await exchangeRaw(url, post());
    expect(looked).toEqual([
      { operation: 'exchangeToken', apiKeyId: 'x' },
      { operation: 'exchangeToken', apiKeyId: undefined },
    ]);
  });

  it('that the request asks for comes first, and the answer says so', async () => {
    const { url, faults } = await bareServer();
    faults.add({ kind: 'status', status: 500 });
    const asking = post(['Prefer: fault=status; status=503']);
    const { status, headers } = await exchangeRaw(url, asking);
    expect(status).toBe(503);
    expect(headers['preference-applied']).toBe('fault=status');
    const waiting = await exchangeRaw(url, post());
    expect(waiting.status).toBe(500);
    expect(waiting.headers).not.toHaveProperty('preference-applied');
  });
});

describe('an answer', () => {
  it('has the date of the API key id that asks', async () => {
    const { url, clock, requests } = await bareServer();
    clock.of('x').advance(1000);
    const dated = async (...headers: string[]): Promise<unknown> =>
      (await exchangeRaw(url, post(headers))).headers['date'];
    expect(await dated('API_KEY_ID: x')).toBe('Thu, 01 Jan 1970 00:00:01 GMT');
    expect(await dated()).toBe('Thu, 01 Jan 1970 00:00:00 GMT');
    expect(requests.list()).toHaveLength(2);
  });

  it.each([
    ['a text that is declared as one', 'text/html', '<p>', '<p>'],
    ['a text in JSON', 'application/json', 'a', '"a"'],
  ])('may be %s', async (_name, type, body, sent) => {
    const { url } = await bareServer(() => ({
      status: 201,
      headers: { 'content-type': type },
      body,
    }));
    const answer = await exchangeRaw(url, post());
    expect(answer).toMatchObject({ status: 201, body: sent });
    expect(answer.headers['content-type']).toBe(type);
  });

  it.each<[string, Record<string, string>, unknown, string]>([
    ['a text without a type', {}, 'a', '"a"'],
    ['a list declared as text', { 'content-type': 'text/plain' }, [1], '[1]'],
  ])('is JSON for %s', async (_name, headers, body, sent) => {
    const { url } = await bareServer(() => ({ status: 200, headers, body }));
    expect((await exchangeRaw(url, post())).body).toBe(sent);
  });

  it.each([204, 304])('%i has no body', async (status) => {
    const { url } = await bareServer(() => jsonOf({ a: 1 }, status));
    expect(await exchangeRaw(url, post())).toMatchObject({ status, body: '' });
  });

  it('that is refused is in the envelope, and recorded', async () => {
    const body = { msg: 'no', type: 'some_type' };
    const { url, requests, lines } = await bareServer(
      throwing(new ApiError(418, body, { 'x-why': 'because' })),
    );
    const answer = await exchangeRaw(url, post());
    expect(answer.status).toBe(418);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'x-why': 'because',
    });
    expect(JSON.parse(answer.body)).toEqual(body);
    expect(requests.list()[0]).toMatchObject({
      operation: 'exchangeToken',
      path: OPERATION.path,
      body: { '[unknown field]': '[redacted]' },
      answer: { status: 418 },
      decisions: [{}, {}, {}, { check: 'request', passed: false, why: 'no' }],
    });
    expect(lines).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'an error',
      new TypeError(`${CANARY}\nmeet at ${CANARY}`),
      /^The mock failed: TypeError(\n {4}at .+)+$/,
    ],
    ['no error', CANARY, /^The mock failed: string$/],
    [
      'an error without a stack',
      Object.assign(new Error(CANARY), { stack: undefined }),
      /^The mock failed: Error$/,
    ],
  ])(
    'fails with %s, of which a line tells the name and the place',
    async (_name, error, line) => {
      const { url, lines } = await bareServer(throwing(error));
      const answer = await exchangeRaw(url, post());
      expect(answer.status).toBe(500);
      expect(JSON.parse(answer.body)).toMatchObject({ type: 'internal_error' });
      expect(lines).toEqual([expect.stringMatching(line) as unknown]);
      expect(lines.join() + answer.body).not.toContain(CANARY);
    },
  );
});

describe('what steers the mock', () => {
  const get = (headers: string[] = [], path = '/__mock/clock'): Buffer =>
    request('GET', path, [JSON_LINE, ...headers], '{}');
  /** With the name of this machine in place of the fixture's. */
  const local = (bytes: Buffer): string =>
    bytes.toString().replace('Host: mock', 'Host: localhost');

  it('is answered by another engine, and is no request to the API', async () => {
    const { url, asked, requests, faults } = await bareServer();
    faults.add({ kind: 'reset' });
    const answer = await exchangeRaw(url, local(get(['Prefer: fault=reset'])));
    expect(JSON.parse(answer.body)).toEqual({ steered: true });
    expect(answer.headers['date']).toBe('Thu, 01 Jan 1970 00:00:00 GMT');
    expect([asked, requests.list()]).toEqual([[], []]);
    expect(faults.pending()).toHaveLength(1);
  });

  it('is refused to strangers, before anything is loaded', async () => {
    const loaded: string[] = [];
    const { url, lines } = await bareServer(undefined, {
      control: () => {
        loaded.push('control');
        return Promise.reject(new Error('not to be loaded'));
      },
    });
    expect((await exchangeRaw(url, get())).status).toBe(403);
    expect([loaded, lines]).toEqual([[], []]);
    expect((await exchangeRaw(url, local(get()))).status).toBe(500);
    expect(loaded).toEqual(['control']);
  });
});

describe('across origins', () => {
  const origin = 'Origin: http://localhost:3000';

  it('a preflight is answered before the engine is asked', async () => {
    const { url, asked } = await bareServer();
    const answer = await exchangeRaw(
      url,
      request('OPTIONS', '/x', [
        origin,
        'Access-Control-Request-Method: DELETE',
      ]),
    );
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'http://localhost:3000',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers':
        'API_KEY_ID, API_SECRET_KEY, Content-Type, Prefer',
      vary: 'Origin',
    });
    expect(asked).toEqual([]);
  });

  it('an answer may be read, with the headers that tell more', async () => {
    const { url } = await bareServer();
    const { headers } = await exchangeRaw(url, post([origin]));
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'http://localhost:3000',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers':
        'cotter-mock-warning, Preference-Applied, Retry-After',
      vary: 'Origin',
    });
  });

  it('without a request for it there is no such header, and OPTIONS is a method like others', async () => {
    const { url, asked } = await bareServer();
    const plain = await exchangeRaw(url, post());
    expect(plain.headers['vary']).toBe('Origin');
    expect(plain.headers).not.toHaveProperty('access-control-allow-origin');
    for (const headers of [[origin], ['Access-Control-Request-Method: POST']]) {
      const bytes = request('OPTIONS', '/x', [JSON_LINE, ...headers], '{}');
      expect((await exchangeRaw(url, bytes)).status).toBe(200);
    }
    expect(asked).toHaveLength(6);
  });

  it('no page steers the mock', async () => {
    const { url } = await bareServer();
    const { status, headers } = await exchangeRaw(
      url,
      request('OPTIONS', '/__mock/reset', [
        origin,
        'Access-Control-Request-Method: POST',
      ]),
    );
    expect(status).toBe(403);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('closing', () => {
  it('answers the request under way, as the last of its connection', async () => {
    const { url, app } = await bareServer();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    const ended = once(socket, 'close');
    const bytes = kept(post(['Expect: 100-continue']));
    socket.write(bytes.slice(0, -1));
    await expect.poll(() => text).toContain('100 Continue');
    const closed = app.close();
    socket.write(bytes.slice(-1));
    await closed;
    await ended;
    expect(text).toContain('HTTP/1.1 200 OK');
    expect(text).toMatch(/connection: close/i);
  });

  it('answers a request that comes by a connection from before', async () => {
    const { url, app } = await bareServer();
    const { hostname, port } = new URL(url);
    const taken = once(app.server, 'connection');
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    await taken;
    const ended = once(socket, 'close');
    const closed = app.close();
    socket.write(kept(post()));
    await closed;
    await ended;
    expect(text).toContain('HTTP/1.1 200 OK');
  });

  it('until then leaves connections open', async () => {
    const { url } = await bareServer();
    const answer = await exchangeRaw(url, kept(post()), post());
    expect(answer.headers['connection']).not.toBe('close');
    expect(answer.body).toContain('HTTP/1.1 200 OK');
  });
});

it('the framework has nothing to warn of', async () => {
  const { url } = await bareServer();
  await exchangeRaw(url, post());
  expect(warnings).toEqual([]);
});
