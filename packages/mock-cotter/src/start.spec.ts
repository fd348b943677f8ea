import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { TOKEN_PATH, keys, requests } from './testing/documented.fixture.ts';
import { request } from './testing/raw-http.fixture.ts';
import type { MockCotterOptions } from './options/options.ts';
import { startMockCotter } from './start.ts';

const body = JSON.stringify(requests.identityToken);
const whole = request(
  'POST',
  TOKEN_PATH,
  [
    ...Object.entries(keys).map(([name, value]) => `${name}: ${value}`),
    'Content-Type: application/json',
  ],
  body,
).toString();
/** Without the wish to close, so that only the mock can end the connection. */
const kept = whole.replace('Connection: close\r\n', '');

/** The mock says 100 as soon as it has read the head, so that a test can wait for that. */
const expecting = kept.replace('Host:', 'Expect: 100-continue\r\nHost:');

async function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

const NOW =
  'now must be a time in ISO 8601 with its zone, or milliseconds since 1970.';
const ROTATION =
  'rotation must be strict, none or a number of milliseconds from 0 up (in code and files: { graceMs }).';

describe('startMockCotter', () => {
  it('takes a free port of this machine by default', async () => {
    await using mock = await startMockCotter();
    expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
  });

  it('listens on IPv6 too', async () => {
    await using mock = await startMockCotter({ host: '::1' });
    expect(mock.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(mock.url)).status).toBe(404);
  });

  it.each<[unknown, string]>([
    [{ port: -1 }, 'port must be an integer from 0 to 65535.'],
    [{ port: 65_536 }, 'port must be an integer from 0 to 65535.'],
    [{ port: 1.5 }, 'port must be an integer from 0 to 65535.'],
    [{ port: '4010' }, 'port must be an integer from 0 to 65535.'],
    [{ port: null }, 'port must be an integer from 0 to 65535.'],
    [{ host: '' }, 'host must be a non-empty string.'],
    [{ host: 5 }, 'host must be a non-empty string.'],
    [{ now: new Date(NaN) }, NOW],
    [{ now: '2026-01-01' }, NOW],
    [{ tls: { key: 'x' } }, 'tls must be { key, cert }, both in PEM.'],
    [{ log: 'x' }, 'log must be a function that takes a line.'],
    [{ issuer: '' }, 'issuer must be a non-empty string.'],
    [{ strict: 'yes' }, 'strict must be true or false.'],
    [{ maxSessions: 0 }, 'maxSessions must be an integer from 1 up.'],
    [{ rotation: 'grace' }, ROTATION],
    [{ rotation: { graceMs: -1 } }, ROTATION],
    [{ now: NaN }, NOW],
    ...[[], {}, [null], [{ id: 'x', secret: '' }]].map(
      (apiKeys): [unknown, string] => [
        { apiKeys },
        'apiKeys must be a list of at least one { id, secret }, both non-empty strings (in a variable: id:secret, several with commas between).',
      ],
    ),
  ])('refuses %j', async (options, message) => {
    await expect(startMockCotter(options as MockCotterOptions)).rejects.toThrow(
      new TypeError(message),
    );
  });

  it('fails when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await expect(startMockCotter({ port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    other.close();
  });

  it('answers while a test fakes the timers of their process', async () => {
    await using mock = await startMockCotter({ strict: false });
    vi.useFakeTimers();
    try {
      const headers = { ...keys, 'Content-Type': 'application/json' };
      const asked = { method: 'POST', headers, body };
      expect((await fetch(mock.url + TOKEN_PATH, asked)).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  it('follows a Date that a test fakes later, and its own clock', async () => {
    await using mock = await startMockCotter();
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    try {
      const { now } = mock;
      expect(now()).toBe(0);
      vi.setSystemTime(7_200_000);
      expect(now()).toBe(7_200_000);
      mock.clock.advance(500);
      expect(now()).toBe(7_200_500);
    } finally {
      vi.useRealTimers();
    }
  });

  it('runs several at once', async () => {
    await using one = await startMockCotter();
    await using two = await startMockCotter();
    expect(one.url).not.toBe(two.url);
    expect((await fetch(one.url)).status).toBe(404);
    expect((await fetch(two.url)).status).toBe(404);
  });
});

describe('what is minted', () => {
  const claimsOf = (jwt: string): Record<string, unknown> => {
    const [, payload = ''] = jwt.split('.');
    const text = Buffer.from(payload, 'base64url').toString();
    return JSON.parse(text) as Record<string, unknown>;
  };

  it('is for the first API key id, unless another is given', async () => {
    const apiKeys = ['one', 'two'].map((id) => ({ id, secret: 'x' }));
    await using mock = await startMockCotter({ apiKeys });
    expect(mock.mintIdentityToken().receiver).toBe('one');
    expect(mock.mintEventToken().issuer).toBe('one');
    expect(claimsOf(mock.mintAccessToken())).toMatchObject({
      aud: 'one',
      type: 'client_access_token',
    });
    expect(claimsOf(mock.mintIdToken())).toMatchObject({
      aud: 'one',
      type: 'client_id_token',
    });
  });

  it('is dated by the clock of the API key id that it is for', async () => {
    await using mock = await startMockCotter({ now: 0 });
    mock.clock.of('other').set(5000);
    const { apiKey } = mock;
    for (const [id, seconds] of [
      ['other', 5],
      [apiKey.id, 0],
    ] as const) {
      const aud = id;
      expect(mock.mintIdentityToken({ receiver: id })).toMatchObject({
        timestamp: String(seconds),
      });
      expect(mock.mintEventToken({ issuer: id })).toMatchObject({
        timestamp: String(seconds),
      });
      expect(claimsOf(mock.mintAccessToken({ aud }))['iat']).toBe(seconds);
      expect(claimsOf(mock.mintIdToken({ aud }))['iat']).toBe(seconds);
    }
    // What is no API key id has no clock, so it goes by that of the mock's own.
    mock.clock.of(apiKey.id).set(7000);
    expect(claimsOf(mock.mintIdToken({ aud: ['a'] }))['iat']).toBe(7);
    expect(claimsOf(mock.mintIdToken())['iat']).toBe(7);
  });
});

it('shows the ids of its own API keys in its records, and no other', async () => {
  await using mock = await startMockCotter({
    apiKeys: [{ id: 'mine', secret: 'x' }],
  });
  for (const id of ['mine', 'canary'])
    await fetch(mock.url + TOKEN_PATH, {
      method: 'POST',
      headers: { ...keys, API_KEY_ID: id },
    });
  const [own, other] = mock.requests.list();
  expect(JSON.stringify(own)).toContain('"mine"');
  expect(JSON.stringify(other)).not.toContain('canary');
});

describe('close', () => {
  it('answers the request under way, then ends its connection and refuses others', async () => {
    const mock = await startMockCotter({ strict: false });
    const silent = await open(mock.url);
    const busy = await open(mock.url);
    const chunks: Buffer[] = [];
    busy.on('data', (chunk: Buffer) => chunks.push(chunk));
    const ended = Promise.all([once(busy, 'close'), once(silent, 'close')]);

    // Half a request; the 100 shows that the mock has begun to read it.
    const split = expecting.length - 10;
    busy.write(expecting.slice(0, split));
    await once(busy, 'data');

    const closed = mock.close();
    expect(mock.close()).toBe(closed);
    busy.write(expecting.slice(split));
    await closed;
    await ended;

    const text = Buffer.concat(chunks).toString();
    expect(text).toContain('HTTP/1.1 200 OK');
    expect(text.toLowerCase()).toContain('connection: close');
    expect(text).toContain('"access_token"');
    await expect(fetch(mock.url)).rejects.toThrow('fetch failed');
  });

  it('does not wait for idle connections', async () => {
    const mock = await startMockCotter();
    const idle = await open(mock.url);
    idle.write(kept);
    await once(idle, 'data');
    const ended = once(idle, 'close');
    await mock.close();
    await ended;
    expect(idle.destroyed).toBe(true);
  });

  it('cuts off a request that never ends', async () => {
    const mock = await startMockCotter();
    const stuck = await open(mock.url);
    stuck.on('error', () => undefined);
    stuck.write(expecting.slice(0, -10));
    await once(stuck, 'data');
    const ended = new Promise((resolve) => stuck.on('close', resolve));
    await mock.close();
    await ended;
    expect(stuck.destroyed).toBe(true);
  });
});
