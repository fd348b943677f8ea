// The control API without the wire: what each handler does to a mock, and what it answers.
import { beforeEach, describe, expect, it } from 'vitest';
import { createClocks } from '../determinism/clocks.ts';
import type { ApiResponse } from '../api/response.ts';
import { description } from '../generated/description.ts';
import { createFaults } from '../faults/faults.ts';
import {
  createControlHandlers,
  type ControlledMock,
} from './control-handlers.ts';

const { properties } = description.components.schemas.FaultRule;
const ID = { api_key_id: 'a' };

let clock: ReturnType<typeof createClocks>;
let faults: ReturnType<typeof createFaults>;
let handlers: ReturnType<typeof createControlHandlers>;
/** What was done to the mock. */
let done: unknown[];

beforeEach(() => {
  clock = createClocks(1000);
  faults = createFaults();
  done = [];
  const noted =
    <Result>(name: string, result: Result) =>
    (...given: unknown[]): Result => {
      done.push([name, ...given]);
      return result;
    };
  const mock = {
    clock,
    faults,
    requests: { list: noted('list', []), clear: noted('clear', undefined) },
    keys: {
      inputPublicKey: '',
      jwks: () => ({ keys: [{ kid: 'active' }, { kid: 'retired' }] }),
      rotate: noted('rotate', undefined),
    },
    mintIdentityToken: noted('identity', { minted: 'identity' }),
    mintEventToken: noted('event', { minted: 'event' }),
    mintAccessToken: noted('access', 'an access token'),
    mintIdToken: noted('id', 'an id token'),
    reset: noted('reset', undefined),
  } as unknown as ControlledMock;
  handlers = createControlHandlers(mock);
});

function ask(
  operation: keyof typeof handlers,
  body?: unknown,
  headers: Record<string, string> = {},
): ApiResponse {
  return handlers[operation]({ path: '/', headers, body });
}

describe('the clock', () => {
  it('is expected, set and advanced', () => {
    const expected = { now: 1000, iso: '1970-01-01T00:00:01.000Z' };
    expect(ask('getClock').body).toEqual(expected);
    expect(ask('setClock', { now: 0 }).body).toMatchObject({ now: 0 });
    const later = ask('advanceClock', { milliseconds: 500 });
    expect(later.body).toMatchObject({ now: 500 });
    expect(clock.now()).toBe(500);
  });

  it('of an API key id is its own', () => {
    expect(ask('setClock', { now: 5 }, ID).body).toMatchObject({ now: 5 });
    const moved = ask('advanceClock', { milliseconds: 5 }, ID);
    expect(moved.body).toMatchObject({ now: 10 });
    expect(ask('getClock', undefined, ID).body).toMatchObject({ now: 10 });
    expect(ask('getClock').body).toMatchObject({ now: 1000 });
  });

  it('receives the state after a reset, of all or of one', () => {
    clock.of('a').set(5);
    expect(ask('reset').body).toMatchObject({ now: 1000 });
    expect(ask('reset', undefined, ID).body).toMatchObject({ now: 5 });
    expect(done).toEqual([
      ['reset', undefined],
      ['reset', 'a'],
    ]);
  });

  it('that cannot be moved there is 400, and says why', () => {
    expect(() => ask('advanceClock', { milliseconds: 9e15 })).toThrow(
      expect.objectContaining({
        status: 400,
        body: {
          msg: 'The clock cannot show this time.',
          type: 'invalid_request',
        },
      }) as Error,
    );
  });
});

describe('faults', () => {
  it('are added, listed and cleared, for all or for one', () => {
    const a = { number: 1, kind: 'reset', apiKeyId: 'a', times: 2 };
    const b = { number: 2, kind: 'reset', apiKeyId: 'b', times: 1 };
    expect(ask('addFault', a).body).toEqual({ faults: [a] });
    expect(ask('addFault', b).body).toEqual({ faults: [a, b] });
    expect(ask('listFaults').body).toEqual({ faults: [a, b] });
    expect(ask('clearFaults', undefined, ID).body).toEqual({ faults: [b] });
    expect(ask('clearFaults').body).toEqual({ faults: [] });
  });

  it('without end are listed with a number that JSON has', () => {
    faults.add({ kind: 'reset', times: Infinity });
    expect(ask('listFaults').body).toEqual({
      faults: [{ number: 1, kind: 'reset', times: properties.times.maximum }],
    });
  });

  it('that are none are 400; another failure is not blamed on who asks', () => {
    expect(() => ask('addFault', { kind: 'status' })).toThrow(
      expect.objectContaining({
        status: 400,
        body: {
          msg: 'The fault status needs status.',
          type: 'invalid_request',
        },
      }) as Error,
    );
    const failure = new Error('the disk is full');
    faults.add = () => {
      throw failure;
    };
    expect(() => ask('addFault', { kind: 'reset' })).toThrow(failure);
  });
});

it('requests are listed and cleared, for all or for one', () => {
  for (const headers of [{}, ID]) {
    expect(ask('listRequests', undefined, headers).body).toEqual({
      requests: [],
    });
    expect(ask('clearRequests', undefined, headers).body).toEqual({
      requests: [],
    });
  }
  expect(done).toEqual([
    ['list', {}],
    ['clear', undefined],
    ['list', {}],
    ['list', { apiKeyId: 'a' }],
    ['clear', 'a'],
    ['list', { apiKeyId: 'a' }],
  ]);
});

it('keys are rotated, and the kid of the active one is returned', () => {
  expect(ask('rotateKeys', { overlapMs: 5 }).body).toEqual({ kid: 'active' });
  expect(done).toEqual([['rotate', { overlapMs: 5 }]]);
});

it('tokens are minted, with fields or claims and a defect', () => {
  const fields = { identifier: 'x' };
  const order = { fields, defect: 'expired' };
  expect(ask('mintIdentityToken', order).body).toEqual({ minted: 'identity' });
  expect(ask('mintEventToken', order).body).toEqual({ minted: 'event' });
  const claims = { plan: 'pro' };
  const jwt = { claims, defect: 'hs256' };
  expect(ask('mintAccessToken', jwt).body).toEqual({
    token: 'an access token',
  });
  expect(ask('mintIdToken', jwt).body).toEqual({ token: 'an id token' });
  expect(done).toEqual([
    ['identity', fields, 'expired'],
    ['event', fields, 'expired'],
    ['access', claims, 'hs256'],
    ['id', claims, 'hs256'],
  ]);
});

it('it is up', () => {
  expect(ask('getHealth')).toMatchObject({
    status: 200,
    body: { status: 'up' },
  });
});
