// The stream of changes, as a program reads it.
import { Server } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { exchange } from '../handlers/calls.fixture.ts';
import type { MockCotter } from '../mock.ts';
import type { MockCotterOptions } from '../options/options.ts';
import { startMockCotter } from '../start.ts';

type Data = Readonly<Record<string, unknown>>;

/** Events as they come. */
interface Follower {
  /** Waits for the next event with this name. */
  readonly next: (event: string) => Promise<Data>;
  /** Resolves once the stream has ended. */
  readonly ended: () => Promise<string>;
}

async function start(options: MockCotterOptions = {}): Promise<MockCotter> {
  const mock = await startMockCotter(options);
  onTestFinished(() => mock.close());
  return mock;
}

async function follow(mock: MockCotter): Promise<Follower> {
  const stop = new AbortController();
  const response = await fetch(`${mock.url}/__mock/changes`, {
    signal: stop.signal,
  });
  onTestFinished(() => {
    stop.abort();
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = (response.body ?? new ReadableStream<never>())
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  return {
    async next(event) {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end === -1) {
          const { done, value } = await reader.read();
          if (done) throw new Error(`The stream ended without ${event}.`);
          text += value;
          continue;
        }
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        if (lines[0] === `event: ${event}`)
          return JSON.parse(lines[1]?.slice('data: '.length) ?? '') as Data;
      }
    },
    async ended() {
      for (;;) {
        const { done, value } = await reader.read().catch(() => ({
          done: true,
          value: undefined,
        }));
        if (done) return text;
        text += value ?? '';
      }
    },
  };
}

it('sends everything first, and then what changes, however it is changed', async () => {
  const mock = await start({ apiKeys: [{ id: 'a', secret: 'secret-of-a' }] });
  await exchange(mock);
  const { next } = await follow(mock);
  expect(await next('mock')).toMatchObject({
    url: mock.url,
    apiKeyIds: ['a'],
    operations: expect.arrayContaining(['exchangeToken']) as unknown,
  });
  expect(await next('clocks')).toMatchObject({
    clocks: [{ isStopped: false }],
  });
  expect(await next('faults')).toEqual({ faults: [] });
  expect(await next('keys')).toMatchObject({
    keys: [{ jwk: mock.keys.jwks().keys[0] }],
    inputPublicKey: mock.keys.inputPublicKey,
  });
  expect(await next('sessions')).toEqual({ sessions: mock.sessions.list() });
  expect(await next('requests')).toMatchObject({
    all: true,
    requests: [{ id: 1, answer: { status: 200 } }],
  });

  mock.clock.of('b').set(1_700_000_000_000);
  expect(await next('clocks')).toMatchObject({
    clocks: [
      { isStopped: false },
      { apiKeyId: 'b', isStopped: true, now: 1_700_000_000_000 },
    ],
  });
  mock.faults.add({ kind: 'reset', times: Infinity });
  expect(await next('faults')).toEqual({
    faults: [{ number: 1, kind: 'reset', times: 1_000_000_000 }],
  });
  mock.keys.rotate({ overlapMs: 1000 });
  expect(await next('keys')).toMatchObject({
    keys: [
      { kid: expect.any(String) as string },
      { until: expect.any(String) as string },
    ],
  });
  mock.faults.clear();
  await exchange(mock);
  expect(await next('requests')).toMatchObject({
    all: false,
    requests: [{ id: 2 }],
  });
  mock.requests.clear();
  expect(await next('requests')).toEqual({ all: true, requests: [] });
});

it('goes on when a key ends later than a Date can say', async () => {
  const last = '+275760-09-13T00:00:00.000Z';
  const mock = await start();
  mock.keys.rotate({ overlapMs: Infinity });
  const { next } = await follow(mock);
  expect(await next('keys')).toMatchObject({ keys: [{}, { until: last }] });
});

it('ends, with a line in the log, when something in it fails', async () => {
  const lines: string[] = [];
  const mock = await start({ log: (line) => lines.push(line) });
  const { next, ended } = await follow(mock);
  await next('requests');
  vi.spyOn(mock.faults, 'pending').mockImplementation(() => {
    throw new Error('broken');
  });
  await ended();
  expect(lines).toEqual(['The stream of changes failed: Error: broken']);
  expect((await exchange(mock)).status).toBe(200);
});

it('sends what is under way, and again when it is over', async () => {
  const mock = await start();
  mock.faults.add({ kind: 'delay', delayMs: 600_000 });
  const { next } = await follow(mock);
  await next('requests');
  const stop = new AbortController();
  const asked = fetch(`${mock.url}/api/v0/token/jwks`, { signal: stop.signal });
  const { requests: begun } = await next('requests');
  expect(begun).toMatchObject([{ id: 1, fault: { kind: 'delay' } }]);
  expect(begun).not.toMatchObject([
    { durationMs: expect.any(Number) as number },
  ]);
  stop.abort();
  await expect(asked).rejects.toThrow();
  let over;
  do over = (await next('requests'))['requests'];
  while (!JSON.stringify(over).includes('durationMs'));
  expect(over).toMatchObject([{ id: 1 }]);
});

it('has no secret in it', async () => {
  const mock = await start({ apiKeys: [{ id: 'a', secret: 'CANARY-secret' }] });
  const stream = await follow(mock);
  const response = await exchange(mock);
  const tokens = (await response.json()) as Readonly<Record<string, string>>;
  await new Promise((resolve) => setTimeout(resolve, 500));
  await mock.close();
  const text = await stream.ended();
  expect(text).toContain('exchangeToken');
  for (const secret of [
    'CANARY-secret',
    tokens['refresh_token'] ?? '',
    tokens['access_token'] ?? '',
    tokens['access_token']?.split('.')[2] ?? '',
  ])
    expect(text).not.toContain(secret);
});

it('ends with the mock, which does not wait for it', async () => {
  const mock = await start();
  const { next, ended } = await follow(mock);
  await next('requests');
  // What the mock does to connections that stay busy, after two seconds.
  const cut = vi.spyOn(Server.prototype, 'closeAllConnections');
  await mock.close();
  await ended();
  expect(cut).not.toHaveBeenCalled();
  cut.mockRestore();
});
