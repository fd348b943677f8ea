// Faults in the server without the real engine: whether the request is carried out, and what is left of its response.
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../faults/faults.ts';
import { bareServer, jsonOf, type Bare } from '../testing/bare.fixture.ts';
import {
  exchangeRaw,
  request,
  type RawAnswer,
} from '../testing/raw-http.fixture.ts';

const GOOD = { good: true };

interface Outcome extends Bare {
  readonly answer: Promise<RawAnswer>;
  /** Whether the engine was asked for an answer. */
  readonly carriedOut: () => boolean;
}

async function faultApplied(
  rule: FaultRule | undefined,
  headers: readonly string[] = [],
  body: unknown = GOOD,
): Promise<Outcome> {
  const bare = await bareServer(() => jsonOf(body));
  if (rule !== undefined) bare.faults.add(rule);
  const lines = ['Content-Type: application/json', ...headers];
  const answer = exchangeRaw(bare.url, request('POST', '/x', lines, '{}'));
  const carriedOut = (): boolean =>
    bare.asked.some((each) => (each as unknown[])[0] === 'answer');
  return { ...bare, answer, carriedOut };
}

describe('in place of the answer', () => {
  it.each<[string, FaultRule, object]>([
    [
      'a status',
      { kind: 'status', status: 503, retryAfterSeconds: 2 },
      {
        status: 503,
        body: '{"msg":"A fault was asked for: 503.","type":"fault"}',
        headers: { 'retry-after': '2', 'content-type': 'application/json' },
      },
    ],
    [
      'a page',
      { kind: 'html' },
      {
        status: 502,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: '<!doctype html><title>Bad Gateway</title><h1>Bad Gateway</h1>\n',
      },
    ],
    ['a page with a status', { kind: 'html', status: 504 }, { status: 504 }],
    [
      'a redirect',
      { kind: 'redirect' },
      { status: 307, headers: { location: '/' }, body: '' },
    ],
    [
      'a redirect to a place',
      { kind: 'redirect', status: 302, location: 'http://127.0.0.1:9/' },
      { status: 302, headers: { location: 'http://127.0.0.1:9/' } },
    ],
  ])('%s', async (_name, fault, expected) => {
    const { answer, carriedOut, requests, faults } = await faultApplied(fault);
    expect(await answer).toMatchObject(expected);
    expect(carriedOut()).toBe(false);
    expect(requests.list()[0]).toMatchObject({
      fault,
      answer: { status: (await answer).status },
    });
    expect(faults.pending()).toEqual([]);
  });

  it.each([
    ['reset', false],
    ['empty-reply', false],
    ['lost-reply', true],
  ] as const)('nothing: %s', async (kind, carried) => {
    const { answer, carriedOut, requests } = await faultApplied({ kind });
    await expect(answer).rejects.toThrow("No answer in ''");
    expect(carriedOut()).toBe(carried);
    expect(requests.list()[0]).not.toHaveProperty('answer');
  });

  it.each([
    ['reset', 'ECONNRESET'],
    ['lost-reply', 'ECONNRESET'],
    ['empty-reply', undefined],
  ] as const)('%s ends the connection with %s', async (kind, code) => {
    const { url, faults } = await bareServer();
    faults.add({ kind });
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let error: unknown;
    socket.on('error', (given) => (error = given));
    socket.resume();
    socket.write(
      request('POST', '/x', ['Content-Type: application/json'], '{}'),
    );
    await new Promise((resolve) => socket.once('close', resolve));
    expect((error as NodeJS.ErrnoException | undefined)?.code).toBe(code);
  });
});

describe('after the request was carried out', () => {
  it('a delay: the right answer', async () => {
    const { answer, carriedOut } = await faultApplied({
      kind: 'delay',
      delayMs: 1,
    });
    expect(await answer).toMatchObject({ status: 200, body: '{"good":true}' });
    expect(carriedOut()).toBe(true);
  });

  it('truncated: the first half of what is announced', async () => {
    const { answer } = await faultApplied({ kind: 'truncated' }, [], {
      odd: 12,
    });
    expect(await answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json', 'content-length': '10' },
      body: '{"odd',
    });
  });

  it('malformed: all but the last character', async () => {
    const { answer } = await faultApplied({ kind: 'malformed-json' });
    expect(await answer).toMatchObject({
      status: 200,
      headers: { 'content-length': '12' },
      body: '{"good":true',
    });
  });

  it('dripping: all of what is announced', async () => {
    const { answer } = await faultApplied({ kind: 'slow-drip', intervalMs: 1 });
    expect(await answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json', 'content-length': '13' },
      body: '{"good":true}',
    });
  });

  it('mislabelled: the right body as text', async () => {
    const { answer } = await faultApplied({ kind: 'wrong-content-type' });
    expect(await answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: '{"good":true}',
    });
  });
});

describe('the request that asks for it', () => {
  it('gets an answer that says so, and the faults that wait go on waiting', async () => {
    const { answer, faults } = await faultApplied({ kind: 'reset' }, [
      'Prefer: fault=status; status=503',
    ]);
    expect(await answer).toMatchObject({
      status: 503,
      headers: { 'preference-applied': 'fault=status' },
    });
    expect(faults.pending()).toHaveLength(1);
  });

  it('for none that there is is refused, and not carried out', async () => {
    const { answer, carriedOut } = await faultApplied(undefined, [
      'Prefer: fault=x',
    ]);
    expect((await answer).status).toBe(400);
    expect(carriedOut()).toBe(false);
    const lacking = await faultApplied(undefined, [
      'Prefer: code=418, example=x',
    ]);
    expect(await lacking.answer).toMatchObject({
      status: 400,
      body: expect.stringContaining(
        'exchangeToken has no such example',
      ) as unknown,
    });
  });
});

it('a fault applies to its operation and its API key id', async () => {
  const other: FaultRule = { kind: 'status', status: 500, apiKeyId: 'a' };
  expect((await (await faultApplied(other)).answer).status).toBe(200);
  const key = ['API_KEY_ID: a'];
  expect((await (await faultApplied(other, key)).answer).status).toBe(500);
  const jwks = await faultApplied({ ...other, operation: 'getJwks' }, key);
  expect(await jwks.answer).toMatchObject({ status: 200 });
  expect((await jwks.answer).headers).not.toHaveProperty('preference-applied');
  const own = await faultApplied({ ...other, operation: 'exchangeToken' }, key);
  expect((await own.answer).status).toBe(500);
});

it('a delay ends when its client leaves, and nothing is left to complain about', async () => {
  const { url, faults, lines, asked } = await bareServer();
  faults.add({ kind: 'delay', delayMs: 600_000 });
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(request('POST', '/x', ['Content-Type: application/json'], '{}'));
  await expect.poll(() => faults.pending()).toEqual([]);
  expect(asked).toEqual([['route', expect.anything()]]);
  socket.destroy();
  await expect.poll(() => asked).toHaveLength(2);
  expect(lines).toEqual([]);
});
