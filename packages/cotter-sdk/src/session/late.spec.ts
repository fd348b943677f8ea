// Stores and clients that are late or never settle: every call settles, a later call works, and no token is lost.
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import type { TokenStore } from '../stores/token-store.ts';
import { failingStore, later, startBackend } from './backend.fixture.ts';
import { startIssuer } from './issuer.fixture.ts';

const HOUR = 3_600_000;
const LOCK_MS = 200;
const REFRESH_MS = 100;
/** After this time a run is given up. */
const OVERDUE_MS = LOCK_MS + 2 * REFRESH_MS;
const times = { lockTimeoutMs: LOCK_MS, refreshTimeoutMs: REFRESH_MS };

beforeEach(() => {
  vi.useFakeTimers();
});

/** What a call comes to, once the timers have run for a while. */
async function outcomeOf(
  call: Promise<unknown>,
  ms = OVERDUE_MS,
): Promise<unknown> {
  let outcome: unknown = 'pending';
  call.then(
    (value) => (outcome = value),
    (error: unknown) => (outcome = error),
  );
  await vi.advanceTimersByTimeAsync(ms);
  return outcome;
}

type Call = 'load' | 'compareAndSwap' | 'withLock';

/** A store whose calls take the given time: `Infinity` never settles. */
function lateStore(): {
  readonly store: TokenStore;
  /** Delays of the next calls of each method, in milliseconds. */
  readonly delays: Record<Call, number[]>;
  readonly signals: AbortSignal[];
} {
  const inner = memoryTokenStore();
  const delays: Record<Call, number[]> = {
    load: [],
    compareAndSwap: [],
    withLock: [],
  };
  const signals: AbortSignal[] = [];
  const pause = async (call: Call): Promise<void> => {
    const ms = delays[call].shift() ?? 0;
    if (ms === Infinity) await new Promise(() => undefined);
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  };
  const store: TokenStore = {
    async load(options) {
      if (options?.signal !== undefined) signals.push(options.signal);
      await pause('load');
      return inner.load();
    },
    async compareAndSwap(version, next, options) {
      if (options?.signal !== undefined) signals.push(options.signal);
      const result = await inner.compareAndSwap(version, next);
      await pause('compareAndSwap');
      return result;
    },
    async withLock(work, options) {
      await pause('withLock');
      return inner.withLock(work, options);
    },
  };
  return { store, delays, signals };
}

describe('a call of the store that never settles', () => {
  it.each([
    ['load', 'load'],
    ['compareAndSwap', 'save'],
    ['withLock', 'lock'],
  ] as const)(
    '%s fails one call, and the next works',
    async (call, operation) => {
      const { store, delays, signals } = lateStore();
      const { session, clock, issuer } = startBackend({ store, ...times });
      await session.getAccessToken();
      clock.now = HOUR;
      delays[call].push(Infinity);
      const failed = await outcomeOf(session.getAccessToken());
      expect(failed).toMatchObject({
        code: 'store_failed',
        operation,
        retryable: true,
      });
      if (call !== 'withLock') expect(signals.at(-1)?.aborted).toBe(true);
      expect(issuer.sent).toEqual([]);
      const token = await outcomeOf(session.getAccessToken());
      expect(token).toBe('eyJCANARYaccess.2');
      expect(issuer.sent).toHaveLength(1);
    },
  );

  it('fails a sign-out and a sign-in, and the next works', async () => {
    const { store, delays } = lateStore();
    const { session, issuer } = startBackend({ store, ...times });
    await session.getAccessToken();
    for (const call of ['load', 'compareAndSwap'] as const) {
      const code = 'store_failed';
      delays[call].push(Infinity);
      const signIn = session.signIn(issuer.issue());
      expect(await outcomeOf(signIn)).toMatchObject({ code });
      delays[call].push(Infinity);
      expect(await outcomeOf(session.signOut())).toMatchObject({ code });
    }
    expect(await outcomeOf(session.signOut())).toBeUndefined();
    expect((await store.load()).record).toBeNull();
  });
});

describe('a lock that is not released', () => {
  it('fails no call whose work is done', async () => {
    const inner = memoryTokenStore();
    let hangs = true;
    const store: TokenStore = {
      ...inner,
      async withLock(work, options) {
        const result = await inner.withLock(work, options);
        if (hangs) await new Promise(() => undefined);
        return result;
      },
    };
    const { session, clock } = startBackend({ store, ...times });
    await session.getAccessToken();
    clock.now = HOUR;
    const token = await outcomeOf(session.getAccessToken());
    expect(token).toBe('eyJCANARYaccess.2');
    hangs = false;
    clock.now = 2 * HOUR;
    expect(await outcomeOf(session.getAccessToken())).toBe('eyJCANARYaccess.3');
  });
});

describe('a mark that is stored after the run was given up', () => {
  it('is taken back, because nothing was sent', async () => {
    const { store, delays } = lateStore();
    const { session, clock, issuer, join } = startBackend({ store, ...times });
    await session.getAccessToken();
    clock.now = HOUR;
    delays.compareAndSwap.push(2 * OVERDUE_MS);
    const failed = await outcomeOf(session.getAccessToken());
    expect(failed).toMatchObject({ code: 'store_failed', operation: 'save' });
    expect((await store.load()).record).toHaveProperty('attempt');
    await vi.advanceTimersByTimeAsync(2 * OVERDUE_MS);
    expect((await store.load()).record).not.toHaveProperty('attempt');
    expect(issuer.sent).toEqual([]);
    const other = join(times).session;
    expect(await outcomeOf(other.getAccessToken())).toBe('eyJCANARYaccess.2');
  });
});

describe('a client that never settles', () => {
  it('leaves the session free: the token can be sent again, and timers go on', async () => {
    const { session, clock, issuer } = startBackend(times);
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = () => new Promise(() => undefined);
    const unknown = { code: 'refresh_unknown' };
    expect(await outcomeOf(session.getAccessToken())).toMatchObject(unknown);
    expect(await outcomeOf(session.retryUnknown())).toMatchObject(unknown);
    const { signal } = new AbortController();
    const aborting = session.retryUnknown({ signal: AbortSignal.abort() });
    expect(await outcomeOf(aborting)).toMatchObject({ code: 'aborted' });
    issuer.refresh = refresh;
    expect(await outcomeOf(session.retryUnknown({ signal }))).toMatchObject({
      access_token: 'eyJCANARYaccess.2',
    });
  });

  it('has its answer stored whenever it comes', async () => {
    const { session, clock, issuer, store } = startBackend({
      ...times,
      retryUnknown: false,
    });
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = async (token) => {
      await new Promise((resolve) => setTimeout(resolve, 5 * OVERDUE_MS));
      return refresh(token);
    };
    const unknown = { code: 'refresh_unknown' };
    for (let call = 0; call < 3; call += 1)
      expect(await outcomeOf(session.getAccessToken())).toMatchObject(unknown);
    await vi.advanceTimersByTimeAsync(5 * OVERDUE_MS);
    const { record } = await store.load();
    expect(record?.tokens.refresh_token).toBe(issuer.valid);
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(issuer.sent).toHaveLength(1);
  });

  it('has its answer dropped after a sign-out', async () => {
    const { session, clock, issuer, store } = startBackend(times);
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = async (token) => {
      await new Promise((resolve) => setTimeout(resolve, 2 * OVERDUE_MS));
      return refresh(token);
    };
    await outcomeOf(session.getAccessToken());
    expect(await outcomeOf(session.signOut())).toBeUndefined();
    await vi.advanceTimersByTimeAsync(2 * OVERDUE_MS);
    expect((await store.load()).record).toBeNull();
    expect(await outcomeOf(session.getAccessToken())).toMatchObject({
      code: 'signed_out',
    });
  });
});

it('a retry is not held up by callers who come one after the other', async () => {
  const { store, delays } = lateStore();
  const { session, clock } = startBackend({ store, ...times });
  await session.getAccessToken();
  clock.now = HOUR;
  delays.load.push(...Array<number>(100).fill(Infinity));
  const test = { isOver: false };
  const others = (async () => {
    while (!test.isOver) {
      try {
        await session.getTokens();
      } catch {
        // At once the next one.
      }
    }
  })();
  const retry = session.retryUnknown({ signal: new AbortController().signal });
  const outcome = await outcomeOf(retry, 3 * OVERDUE_MS);
  test.isOver = true;
  await vi.advanceTimersByTimeAsync(2 * OVERDUE_MS);
  await others;
  expect(outcome).toMatchObject({ code: 'store_failed' });
});

/** A session of which the first refresh was given up, and whose response comes when the test says so. */
async function givenUp(store: TokenStore = memoryTokenStore()) {
  const backend = startBackend({ store, ...times });
  const { session, clock, issuer } = backend;
  await session.getAccessToken();
  clock.now = HOUR;
  const { refresh } = issuer;
  const response = later();
  issuer.refresh = async (token) => {
    issuer.refresh = refresh;
    const tokens = await refresh(token);
    await response.promise;
    return tokens;
  };
  const failed = await outcomeOf(session.getAccessToken());
  expect(failed).toMatchObject({ code: 'refresh_unknown' });
  return { ...backend, response };
}

describe('a late response', () => {
  it.each(['before', 'after'])(
    'is not lost when it comes just %s the token is refused that was sent again meanwhile',
    async (when) => {
      const { session, issuer, response, store } = await givenUp();
      const { refresh } = issuer;
      issuer.refresh = async (token) => {
        if (when === 'before') response.happen();
        await vi.advanceTimersByTimeAsync(1);
        if (when === 'after') response.happen();
        return refresh(token);
      };
      expect(await outcomeOf(session.retryUnknown())).toMatchObject({
        access_token: 'eyJCANARYaccess.2',
      });
      const { record } = await store.load();
      expect(record?.tokens.refresh_token).toBe(issuer.valid);
    },
  );

  it('signs nobody in again whom the store failed to forget', async () => {
    const store = failingStore(memoryTokenStore());
    const { session, response } = await givenUp(store);
    store.failAt('save', 1);
    expect(await outcomeOf(session.signOut())).toMatchObject({
      code: 'store_failed',
    });
    const out = { code: 'signed_out' };
    expect(await outcomeOf(session.getAccessToken())).toMatchObject(out);
    response.happen();
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcomeOf(session.getAccessToken())).toMatchObject(out);
  });
});

const delay = fc.constantFrom(0, 0, 1, 60, 400, Infinity);
const action = fc.constantFrom(
  'get',
  'get',
  'retry',
  'invalidate',
  'sign_out',
  'sign_in',
);

describe('whatever is late', () => {
  it('every call settles, and the session works once nothing is late any more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          load: fc.array(delay, { maxLength: 8 }),
          compareAndSwap: fc.array(delay, { maxLength: 8 }),
          withLock: fc.array(delay, { maxLength: 4 }),
          refresh: fc.array(delay, { maxLength: 6 }),
          actions: fc.array(fc.tuple(action, fc.constantFrom(0, 30, 300)), {
            minLength: 1,
            maxLength: 10,
          }),
        }),
        async ({ refresh: answers, actions, ...storeDelays }) => {
          const { store, delays } = lateStore();
          const issuer = startIssuer(async () => {
            const ms = answers.shift() ?? 0;
            if (ms === Infinity) await new Promise(() => undefined);
            if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
          });
          const { session, clock } = startBackend({ store, issuer, ...times });
          await session.getAccessToken();
          clock.now = HOUR;
          for (const call of ['load', 'compareAndSwap', 'withLock'] as const)
            delays[call].push(...storeDelays[call]);
          const calls: Promise<unknown>[] = [];
          for (const [what, ms] of actions) {
            if (what === 'get') calls.push(session.getAccessToken());
            else if (what === 'retry') calls.push(session.retryUnknown());
            else if (what === 'sign_out') calls.push(session.signOut());
            else if (what === 'sign_in')
              calls.push(session.signIn(issuer.issue()));
            else session.invalidate('eyJCANARYaccess.1');
            calls.at(-1)?.catch(() => undefined);
            await vi.advanceTimersByTimeAsync(ms);
          }
          const settled = Promise.allSettled(calls).then(() => 'settled');
          // A call may have to wait for the run of another, and then for its own.
          expect(await outcomeOf(settled, 4 * OVERDUE_MS)).toBe('settled');
          answers.length = 0;
          for (const list of Object.values(delays)) list.length = 0;
          await vi.advanceTimersByTimeAsync(10 * OVERDUE_MS);
          const again = session.signIn(issuer.issue());
          expect(await outcomeOf(again)).toBeUndefined();
          expect(await outcomeOf(session.getAccessToken())).toMatch(/^eyJ/);
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);
});
