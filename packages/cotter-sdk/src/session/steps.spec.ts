import { describe, expect, it } from 'vitest';
import { startIssuer, stored } from './issuer.fixture.ts';
import { giveUp, giveUpRejected, signedOut, success } from './steps.ts';
import { pauseAfter } from './pause.ts';
import { initialState, type SessionState } from './state.ts';

const tokens = stored(startIssuer().issue(), 5000);
const empty = initialState(
  { earlyMs: 0, attemptMs: 1, retriesUnknown: true, owner: 'o' },
  undefined,
);
const full: SessionState = {
  ...empty,
  stored: { version: '1', record: { tokens } },
};
const fault = { code: 'refresh_not_sent' } as const;

describe('after a failure', () => {
  it('background refreshes pause, twice as long each time, up to a minute', () => {
    const pauses: number[] = [];
    let state = empty;
    for (let failures = 1; failures <= 8; failures += 1) {
      ({ state } = giveUp(state, fault, 100));
      expect(state.failures).toBe(failures);
      pauses.push(state.backoffUntil - 100);
    }
    expect(pauses).toEqual([
      1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000,
    ]);
  });

  it('they pause as long as the server asks for, if that is longer', () => {
    const quiet = (retryAfterMs: number) => {
      const asked = { ...fault, retryAfterMs };
      return giveUp(empty, asked, 0, [], pauseAfter(asked, 1, 0)).state;
    };
    expect(quiet(90_000)).toMatchObject({
      backoffUntil: 90_000,
      pause: { until: 90_000 },
    });
    expect(quiet(10)).toMatchObject({
      backoffUntil: 1000,
      pause: { until: 10 },
    });
  });

  it('tokens that can be used are given all the same', () => {
    const event = { type: 'refresh.start' } as const;
    expect(giveUp(full, fault, 4999, [event])).toMatchObject({
      effect: { type: 'done', result: { type: 'tokens', tokens } },
      events: [event],
    });
    expect(giveUp(full, fault, 5000).effect).toEqual({
      type: 'done',
      result: { type: 'fault', fault },
    });
    expect(giveUp(empty, fault, 0, [event])).toMatchObject({
      effect: { result: { type: 'fault', fault } },
      events: [event],
    });
  });

  it('tokens that have just arrived are given though they have ended', () => {
    const fresh = { ...full, run: { ...full.run, fresh: true } };
    expect(giveUp(fresh, fault, 9000)).toMatchObject({
      effect: { result: { type: 'tokens', tokens } },
      events: [{ type: 'refresh.rotated', expiresAt: 5000 }],
    });
  });
});

describe('after a success', () => {
  it('nothing of the failures before is left', () => {
    const before = { ...full, failures: 3, backoffUntil: 99, rejected: true };
    const { state, effect, events } = success(before, tokens);
    expect(state).toMatchObject({
      failures: 0,
      backoffUntil: 0,
      rejected: false,
      run: { step: { name: 'idle' } },
    });
    expect(effect).toEqual({
      type: 'done',
      result: { type: 'tokens', tokens },
    });
    expect(events).toEqual([]);
  });

  it('tokens that arrived are an event', () => {
    const fresh = { ...full, run: { ...full.run, fresh: true } };
    expect(success(fresh, tokens).events).toEqual([
      { type: 'refresh.rotated', expiresAt: 5000 },
    ]);
  });
});

describe('after a rejection', () => {
  it('the user is signed out, and the event tells all that is known', () => {
    const cause = { status: 400, requestId: 'req-1' };
    const { effect, events, state } = giveUpRejected(empty, cause, 0, [
      { type: 'refresh.start' },
    ]);
    expect(effect).toEqual({
      type: 'done',
      result: {
        type: 'fault',
        fault: {
          code: 'signed_out',
          reason: 'rejected',
          requestId: 'req-1',
        },
      },
    });
    expect(events).toEqual([
      { type: 'refresh.start' },
      { type: 'refresh.rejected', ...cause },
    ]);
    expect(signedOut(state)).toEqual({
      code: 'signed_out',
      reason: 'rejected',
    });
  });

  it('without a request id, none is made up here', () => {
    const { effect } = giveUpRejected(empty, {}, 0);
    expect(effect).toStrictEqual({
      type: 'done',
      result: {
        type: 'fault',
        fault: { code: 'signed_out', reason: 'rejected' },
      },
    });
  });
});

it('without a rejection, nobody is signed in', () => {
  expect(signedOut(empty)).toEqual({ code: 'signed_out', reason: 'no_tokens' });
});
