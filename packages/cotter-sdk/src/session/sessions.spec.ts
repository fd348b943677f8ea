import { describe, expect, it } from 'vitest';
import type { TokenStore } from '../stores/token-store.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import { startIssuer } from './issuer.fixture.ts';
import type { SessionEvent } from './session-event.ts';
import { createSessions, type SessionsOptions } from './sessions.ts';

const HOUR_MS = 3_600_000;

/** The stores of ids, one issuer for all, and the time. */
function world(more: Partial<SessionsOptions> = {}) {
  const issuer = startIssuer();
  const stores = new Map<string, TokenStore>();
  const events: [string, SessionEvent['type']][] = [];
  let now = 1_700_000_000_000;
  const storeOf = (id: string): TokenStore => {
    const store = stores.get(id) ?? memoryTokenStore();
    stores.set(id, store);
    return store;
  };
  const make = () =>
    createSessions({
      client: issuer,
      stores: storeOf,
      now: () => now,
      onEvent: ({ type }, id) => events.push([id, type]),
      ...more,
    });
  return {
    issuer,
    events,
    stores,
    make,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('the sessions of many users', () => {
  it('are one per id, and share a refresh among all who ask', async () => {
    const { issuer, events, make, pass } = world();
    const sessions = make();
    await sessions.of('ann').signIn(issuer.issue());
    expect(sessions.of('ann')).toBe(sessions.of('ann'));
    expect(sessions.of('bob')).not.toBe(sessions.of('ann'));
    await expect(sessions.of('bob').getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
    });
    pass(2 * HOUR_MS);
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => sessions.of('ann').getAccessToken()),
    );
    expect(new Set(tokens).size).toBe(1);
    expect(events).toEqual([
      ['ann', 'refresh.start'],
      ['ann', 'refresh.rotated'],
    ]);
  });

  it('share a refresh with those of another process', async () => {
    const { issuer, events, make, pass } = world();
    const here = make();
    const there = make();
    await here.of('ann').signIn(issuer.issue());
    pass(2 * HOUR_MS);
    const [first, second] = await Promise.all([
      here.of('ann').getAccessToken(),
      there.of('ann').getAccessToken(),
    ]);
    expect(first).toBe(second);
    expect(events.filter(([, type]) => type === 'refresh.start')).toHaveLength(
      1,
    );
  });

  it('end on request, and are let go', async () => {
    const { issuer, stores, make } = world();
    const sessions = make();
    await sessions.of('ann').signIn(issuer.issue());
    await sessions.end('ann');
    expect(sessions.size).toBe(0);
    expect((await stores.get('ann')?.load())?.record).toBeNull();
    await expect(sessions.of('ann').getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
    });
  });

  it('that cannot be ended stay, and give no token', async () => {
    const store = memoryTokenStore();
    const { issuer, make } = world({ stores: () => store });
    const sessions = make();
    await sessions.of('ann').signIn(issuer.issue());
    store.compareAndSwap = () => Promise.reject(new Error('down'));
    await expect(sessions.end('ann')).rejects.toMatchObject({
      code: 'store_failed',
    });
    expect(sessions.size).toBe(1);
    await expect(sessions.of('ann').getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
    });
  });
});

describe('what is held in memory', () => {
  it('is bounded: who was not asked for for the longest time is let go, and comes back from the store', async () => {
    const { issuer, make } = world({ maxSessions: 2 });
    const sessions = make();
    const ann = sessions.of('ann');
    await ann.signIn(issuer.issue());
    const token = await ann.getAccessToken();
    const bob = sessions.of('bob');
    expect(sessions.of('ann')).toBe(ann);
    sessions.of('cid');
    expect(sessions.size).toBe(2);
    expect(sessions.of('ann')).toBe(ann);
    expect(sessions.of('bob')).not.toBe(bob);
    expect(sessions.of('cid').toJSON()).toMatchObject({ step: 'idle' });
    expect(sessions.of('ann')).not.toBe(ann);
    expect(await sessions.of('ann').getAccessToken()).toBe(token);
  });

  it('keeps those that work, or have tokens that nobody else has', async () => {
    const { issuer, stores, make, pass } = world({ maxSessions: 1 });
    const sessions = make();
    const ann = sessions.of('ann');
    await ann.signIn(issuer.issue());
    pass(2 * HOUR_MS);
    const running = ann.getAccessToken();
    const bob = sessions.of('bob');
    expect(sessions.size).toBe(2);
    expect(sessions.of('ann')).toBe(ann);
    await running;
    // The next refresh arrives, and cannot be stored.
    const store = stores.get('ann');
    if (store === undefined) throw new Error('There is no store');
    const swap = store.compareAndSwap.bind(store);
    let swaps = 0;
    store.compareAndSwap = (...args) => {
      swaps += 1;
      return swaps === 1 ? swap(...args) : Promise.reject(new Error('down'));
    };
    pass(2 * HOUR_MS);
    const token = await ann.getAccessToken();
    sessions.of('cid');
    sessions.of('dan');
    expect(sessions.of('ann')).toBe(ann);
    store.compareAndSwap = swap;
    expect(await sessions.of('ann').getAccessToken()).toBe(token);
    expect(sessions.of('bob')).not.toBe(bob);
  });
});

describe('options', () => {
  const { issuer: client } = world();
  const stores = () => memoryTokenStore();

  it.each([
    [{ client }, 'stores must be a function'],
    [{ client, stores, maxSessions: 0 }, 'maxSessions must be an integer'],
    [{ client, stores, onEvent: 5 }, 'onEvent must be a function'],
    [{ client, stores, store: memoryTokenStore() }, 'There is no option store'],
    [{ client, stores, tokens: undefined }, 'There is no option tokens'],
    [{ stores }, 'client must have a method refresh'],
    [undefined, 'The options must be an object'],
  ])('%j are refused', (options, message) => {
    const make = () => createSessions(options as never);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });

  it.each(['', 5, undefined, null])('an id is a text, not %j', (id) => {
    const sessions = createSessions({ client, stores });
    expect(() => sessions.of(id as never)).toThrow('id must be a string');
    expect(sessions.size).toBe(0);
  });

  it('a listener that fails harms nothing', async () => {
    const { issuer, make, pass } = world({
      onEvent: () => {
        throw new Error('of the listener');
      },
    });
    const sessions = make();
    await sessions.of('ann').signIn(issuer.issue());
    pass(2 * HOUR_MS);
    expect(await sessions.of('ann').getAccessToken()).toContain('.2');
  });
});
