// How the fetched key set behaves over rotations and outages, by the count of requests.
import { describe, expect, it } from 'vitest';
import {
  closedOrigin,
  reply,
  startServer,
  type Answer,
} from '../../testing/scripted-server.fixture.ts';
import type { VerifierEvent } from '../events.ts';
import { refusal } from '../../testing/refusal.fixture.ts';
import {
  accessClaims,
  jwksOf,
  signedJwt,
  signingKey,
} from '../../testing/signed-jwt.fixture.ts';
import { API_KEY_ID, now } from '../../testing/subject.fixture.ts';
import { createTokenVerifier } from '../token-verifier.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const first = signingKey('first');
const second = signingKey('second');
// Outlives every outage here, so that only keys decide.
const claims = { ...accessClaims, exp: accessClaims.exp + 30 * 24 * 3600 };
const byFirst = signedJwt(first, claims);
const bySecond = signedJwt(second, claims);

const up = reply(200, jwksOf(first));
const rotated = reply(200, jwksOf(second));
const down = reply(503, { msg: 'down', type: '' });

/** A server whose answer and a clock whose time a test sets. */
async function setUp(initial: Answer, cacheSize = 0) {
  const state = { answer: initial, time: now() };
  const server = await startServer((res, req) => {
    state.answer(res, req);
  });
  const events: VerifierEvent[] = [];
  const { verifyAccessToken } = createTokenVerifier({
    apiKeyId: API_KEY_ID,
    jwks: `${server.origin}/api/v0/token/jwks`,
    now: () => state.time,
    onEvent: (event) => events.push(event),
    cacheSize,
  });
  return {
    state,
    events,
    requests: () => server.requests.length,
    server,
    verify: verifyAccessToken,
  };
}

describe('a fetched key set', () => {
  it('is fetched with the first token and kept for ten minutes', async () => {
    const { state, requests, server, events, verify } = await setUp(up);
    expect(requests()).toBe(0);
    await verify(byFirst);
    state.time += 10 * MINUTE - 1;
    await verify(byFirst);
    expect(requests()).toBe(1);
    state.time += 1;
    await verify(byFirst);
    expect(requests()).toBe(2);
    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      path: '/api/v0/token/jwks',
    });
    expect(events).toEqual([
      { type: 'jwks.fetched', keyCount: 1 },
      { type: 'jwks.fetched', keyCount: 1 },
    ]);
  });

  it('is fetched once for all who wait', async () => {
    const { requests, verify } = await setUp(up);
    await Promise.all(Array.from({ length: 50 }, () => verify(byFirst)));
    expect(requests()).toBe(1);
  });

  it('is fetched again for a signature that does not match, once in 30 seconds', async () => {
    const { state, requests, verify } = await setUp(up);
    // The same id, as after a restart that made a new key.
    const other = signingKey('first');
    const byOther = signedJwt(other, claims);
    await verify(byFirst);
    state.answer = reply(200, jwksOf(other));
    state.time += 30 * SECOND - 1;
    const error = await refusal(verify(byOther));
    expect([error.reason, requests()]).toEqual(['bad_signature', 1]);
    state.time += 1;
    await verify(byOther);
    expect(requests()).toBe(2);
    for (let index = 0; index < 10; index++)
      expect((await refusal(verify(byFirst))).reason).toBe('bad_signature');
    expect(requests()).toBe(2);
    state.time += 30 * SECOND;
    state.answer = down;
    expect((await refusal(verify(byFirst))).reason).toBe('bad_signature');
    await verify(byOther);
    expect(requests()).toBe(3);
  });

  it('is fetched again for an unknown kid, once in 30 seconds', async () => {
    const { state, requests, verify } = await setUp(up);
    await verify(byFirst);
    state.answer = rotated;
    state.time += 30 * SECOND - 1;
    const error = await refusal(verify(bySecond));
    expect(error).toMatchObject({ reason: 'unknown_kid', retryable: false });
    expect(requests()).toBe(1);
    state.time += 1;
    await verify(bySecond);
    expect(requests()).toBe(2);
  });

  it('is not fetched more often however many unknown kids arrive', async () => {
    const { requests, verify } = await setUp(up);
    for (let round = 0; round < 20; round += 1) {
      await refusal(
        verify(signedJwt(second, claims, { kid: `k${String(round)}` })),
      );
    }
    expect(requests()).toBe(1);
  });

  it('replaces the one before whole, so that a withdrawn key dies', async () => {
    const { state, verify } = await setUp(up, 10);
    // Remembered, and still refused below.
    await verify(byFirst);
    state.answer = rotated;
    state.time += MINUTE;
    await verify(bySecond);
    const error = await refusal(verify(byFirst));
    expect(error).toMatchObject({ reason: 'unknown_kid' });
  });

  it('does not let a remembered token survive a new key under the old kid', async () => {
    const { state, verify } = await setUp(up, 10);
    await verify(byFirst);
    state.answer = reply(200, jwksOf(signingKey('first')));
    state.time += 10 * MINUTE;
    const error = await refusal(verify(byFirst));
    expect(error).toMatchObject({ reason: 'bad_signature' });
  });

  it('is fetched again after the clock was set back', async () => {
    const { state, requests, verify } = await setUp(up);
    await verify(byFirst);
    state.time -= 1;
    await verify(byFirst);
    expect(requests()).toBe(2);
  });
});

describe('while the key set cannot be fetched', () => {
  it('known keys stay in use for a day, with one attempt in 30 seconds', async () => {
    const { state, requests, events, verify } = await setUp(up);
    await verify(byFirst);
    state.answer = down;
    state.time += 10 * MINUTE;
    for (let round = 0; round < 20; round += 1) await verify(byFirst);
    expect(requests()).toBe(2);
    expect(events.slice(1, 3)).toMatchObject([
      { type: 'jwks.failed', fault: 'status', status: 503 },
      { type: 'jwks.stale_used', ageMs: 10 * MINUTE },
    ]);
    state.time += 30 * SECOND - 1;
    await verify(byFirst);
    expect(requests()).toBe(2);
    state.time += 1;
    await verify(byFirst);
    expect(requests()).toBe(3);
    state.time = now() + 24 * HOUR - 1;
    await verify(byFirst);
    state.time += 1;
    const error = await refusal(verify(byFirst));
    expect(error).toMatchObject({
      code: 'keys_unavailable',
      retryable: true,
      status: 503,
    });
    expect(error.reason).toBeUndefined();
  });

  it('an unknown kid is not held against the token', async () => {
    const { state, requests, verify } = await setUp(up);
    await verify(byFirst);
    state.answer = down;
    state.time += MINUTE;
    for (let round = 0; round < 20; round += 1) {
      const error = await refusal(verify(bySecond));
      expect(error).toMatchObject({ code: 'keys_unavailable' });
    }
    expect(requests()).toBe(2);
    await verify(byFirst);
  });

  it('and there are no keys at all, the pauses grow from 1 to 30 seconds', async () => {
    const { state, requests, verify } = await setUp(down);
    const pauses: number[] = [];
    for (const pause of [1, 2, 4, 8, 16, 30, 30]) {
      const before = requests();
      await refusal(verify(byFirst));
      expect(requests()).toBe(before + 1);
      state.time += pause * SECOND - 1;
      await refusal(verify(byFirst));
      expect(requests()).toBe(before + 1);
      state.time += 1;
      pauses.push(pause);
    }
    expect(pauses).toHaveLength(7);
    state.answer = up;
    await verify(byFirst);
  });

  it('the attempts are shared too', async () => {
    const { requests, verify } = await setUp(down);
    const errors = await Promise.all(
      Array.from({ length: 50 }, () => refusal(verify(byFirst))),
    );
    expect(new Set(errors).size).toBe(50);
    expect(requests()).toBe(1);
  });

  it('errors and events name the request by the id of its answer', async () => {
    const id = 'jwks-request-1';
    const answer = reply(503, {}, { 'x-request-id': id });
    const { events, verify } = await setUp(answer);
    for (let round = 0; round < 2; round += 1) {
      const error = await refusal(verify(byFirst));
      expect(error.requestId).toBe(id);
    }
    expect(events).toEqual([
      {
        type: 'jwks.failed',
        fault: 'status',
        status: 503,
        requestId: id,
        source: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//) as string,
      },
    ]);
  });

  it('without an id from the server, all errors of one fetch share one of its own', async () => {
    const { events, verify } = await setUp(down);
    const errors = [
      await refusal(verify(byFirst)),
      await refusal(verify(byFirst)),
    ];
    const [id] = new Set(errors.map(({ requestId }) => requestId));
    expect(id).toMatch(/^local-/);
    expect(events).toMatchObject([{ requestId: id }]);
    expect(errors[1]?.requestId).toBe(id);
  });

  it('because nobody listens, it says so', async () => {
    const { verifyAccessToken } = createTokenVerifier({
      apiKeyId: API_KEY_ID,
      jwks: await closedOrigin(),
      now,
    });
    const error = await refusal(verifyAccessToken(byFirst));
    expect(error.message).toContain('the connection failed');
  });

  it('because no key is a point of the curve, it says so', async () => {
    const { jwk } = first;
    const off = { keys: [{ ...jwk, y: jwk.x }] };
    const { events, verify } = await setUp(reply(200, off));
    const error = await refusal(verify(byFirst));
    expect(error).toMatchObject({ code: 'keys_unavailable', status: 200 });
    expect(events).toMatchObject([
      { type: 'jwks.failed', fault: 'no_usable_key', status: 200 },
    ]);
  });

  it('a listener that throws changes nothing', async () => {
    const server = await startServer(up);
    const { verifyAccessToken } = createTokenVerifier({
      apiKeyId: API_KEY_ID,
      jwks: new URL(server.origin),
      now,
      onEvent: () => {
        throw new Error('of the listener');
      },
    });
    await expect(verifyAccessToken(byFirst)).resolves.toHaveProperty(
      'kid',
      'first',
    );
  });
});
