// What a run does with its client and its store, step by step; the machine is the test's.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startIssuer, stored } from './issuer.fixture.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import { runEffects, type RunTools } from './run.ts';
import type { StoreFault } from './session-error.ts';
import type {
  HeldLock,
  SessionRecord,
  TokenStore,
} from '../stores/token-store.ts';
import type { Effect, SessionInput } from './steps.ts';

const issuer = startIssuer();
const tokens = stored(issuer.issue(), 5);
const record: SessionRecord = { tokens };
const again = { type: 'done', result: { type: 'again' } } as const;
type Work<T> = (lock: HeldLock) => Promise<T>;
const held: HeldLock = { signal: new AbortController().signal };
const failure = () => Object.assign(new Error('CANARY'), { code: 'EIO' });

/** Carries out an effect, and after it one for each thing that happens. */
async function run(
  first: Effect,
  more: Partial<Omit<RunTools, 'dispatch'>> = {},
  ...next: readonly Effect[]
) {
  const inputs: SessionInput[] = [];
  const unlocks: StoreFault[] = [];
  const lost: string[] = [];
  const left = [...next];
  const tools: RunTools = {
    client: issuer,
    store: memoryTokenStore(),
    lockTimeoutMs: 1000,
    refreshTimeoutMs: 50,
    maxRunMs: 1100,
    signal: new AbortController().signal,
    dispatch(what) {
      inputs.push(what);
      return left.shift() ?? again;
    },
    onUnlockFailed: (fault) => unlocks.push(fault),
    onLockLost: () => lost.push('lost'),
    ...more,
  };
  const result = await runEffects(tools, first);
  return { result, inputs, unlocks, lost };
}

const load: Effect = { type: 'load' };
const lock: Effect = { type: 'lock' };
const send: Effect = { type: 'send', refreshToken: '39560:x' };
const swap = (version: string): Effect => ({ type: 'swap', version, record });

describe('a run', () => {
  it('that is done does nothing', async () => {
    const { result, inputs } = await run(again);
    expect(result).toEqual({ type: 'again' });
    expect(inputs).toEqual([]);
  });

  it('reads and writes the store', async () => {
    const store = memoryTokenStore();
    const { inputs } = await run(load, { store }, swap('0'), swap('0'), load);
    expect(inputs).toEqual([
      { type: 'store_read', stored: { version: '0', record: null } },
      { type: 'store_written', record, result: { version: '1' } },
      { type: 'store_written', record, result: undefined },
      { type: 'store_read', stored: { version: '1', record } },
    ]);
  });

  it('says which step of the store failed', async () => {
    const store = {
      ...memoryTokenStore(),
      load: () => Promise.reject(failure()),
      compareAndSwap: () => Promise.reject(failure()),
    };
    const { inputs } = await run(load, { store }, swap('0'));
    expect(inputs).toEqual([
      { type: 'store_failed', fault: { operation: 'load', systemCode: 'EIO' } },
      { type: 'store_failed', fault: { operation: 'save', systemCode: 'EIO' } },
    ]);
  });
});

describe('the refresh of a run', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it('has the time that it may take, and a signal for it', async () => {
    const given: unknown[] = [];
    let signal: AbortSignal | undefined;
    const client = {
      refresh(token: string, options?: { readonly signal?: AbortSignal }) {
        given.push(token, options);
        signal = options?.signal;
        vi.advanceTimersByTime(49);
        expect(signal?.aborted).toBe(false);
        vi.advanceTimersByTime(1);
        expect(signal?.aborted).toBe(true);
        return Promise.resolve(tokens);
      },
    };
    const { inputs } = await run(send, { client });
    expect(given).toEqual(['39560:x', { signal, timeoutMs: 50 }]);
    expect(inputs).toEqual([{ type: 'refreshed', answer: tokens }]);
  });

  it.each([
    ['refreshed', () => Promise.resolve(tokens)],
    ['refresh_failed', () => Promise.reject(failure())],
  ])('that %s leaves no timer', async (type, refresh) => {
    const { inputs } = await run(send, { client: { refresh } });
    expect(inputs).toMatchObject([{ type }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that fails says what that means', async () => {
    const refresh = () =>
      Promise.reject(Object.assign(failure(), { outcome: 'not_sent' }));
    const { inputs } = await run(send, { client: { refresh } });
    expect(inputs).toEqual([
      { type: 'refresh_failed', outcome: 'not_sent', fault: {} },
    ]);
  });
});

describe('the lock of a run', () => {
  it('is held for all that follows', async () => {
    const good = memoryTokenStore();
    let inside = false;
    const store = {
      ...good,
      load() {
        expect(inside).toBe(true);
        return good.load();
      },
      async withLock<T>(work: Work<T>): Promise<T> {
        inside = true;
        const result = await work(held);
        inside = false;
        return result;
      },
    };
    const { result, inputs } = await run(lock, { store }, load);
    expect(inputs.map(({ type }) => type)).toEqual(['locked', 'store_read']);
    expect(result).toEqual({ type: 'again' });
    expect(inside).toBe(false);
  });

  it.each([
    ['is passed on', { version: '7', record }, { version: '7', record }],
    ['is ignored if it has no version', { record }, undefined],
    ['is ignored if it is no session', 'CANARY', undefined],
  ])('what the store read with it %s', async (_, given, stored) => {
    const store = {
      ...memoryTokenStore(),
      withLock: <T>(work: Work<T>) =>
        work({ ...held, stored: given as NonNullable<HeldLock['stored']> }),
    };
    const { inputs } = await run(lock, { store });
    expect(inputs).toEqual([
      { type: 'locked', ...(stored === undefined ? {} : { stored }) },
    ]);
  });

  it('that cannot be had is a failure of the store', async () => {
    const withLock = () => Promise.reject(failure());
    const store = { ...memoryTokenStore(), withLock };
    const { inputs, unlocks } = await run(lock, { store });
    expect(inputs).toEqual([
      { type: 'store_failed', fault: { operation: 'lock', systemCode: 'EIO' } },
    ]);
    expect(unlocks).toEqual([]);
  });

  it('that cannot be had leaves no timer', async () => {
    vi.useFakeTimers();
    const withLock = () => Promise.reject(failure());
    await run(lock, { store: { ...memoryTokenStore(), withLock } });
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('that cannot be released costs nothing, and is reported', async () => {
    const store = {
      ...memoryTokenStore(),
      async withLock<T>(work: Work<T>): Promise<T> {
        await work(held);
        throw failure();
      },
    };
    const { result, inputs, unlocks } = await run(lock, { store });
    expect(inputs).toEqual([{ type: 'locked' }]);
    expect(unlocks).toEqual([{ operation: 'unlock', systemCode: 'EIO' }]);
    expect(result).toEqual({ type: 'again' });
  });

  it('that is lost on the way is reported, once it was had and not after the work', async () => {
    const controller = new AbortController();
    const store = {
      ...memoryTokenStore(),
      async withLock<T>(work: Work<T>): Promise<T> {
        const result = work({ signal: controller.signal });
        controller.abort();
        return result;
      },
    };
    expect((await run(lock, { store })).lost).toEqual(['lost']);
    const kept = {
      ...memoryTokenStore(),
      async withLock<T>(work: Work<T>): Promise<T> {
        const later = new AbortController();
        const result = await work({ signal: later.signal });
        later.abort();
        return result;
      },
    };
    expect((await run(lock, { store: kept })).lost).toEqual([]);
  });

  it('of a store that says nothing about it is used too', async () => {
    const store = {
      ...memoryTokenStore(),
      withLock<T>(work: () => Promise<T>): Promise<T> {
        return work();
      },
    };
    const { inputs } = await run(lock, {
      store: store as unknown as TokenStore,
    });
    expect(inputs).toEqual([{ type: 'locked' }]);
  });

  it('that a store gives twice is used once', async () => {
    const store = {
      ...memoryTokenStore(),
      async withLock<T>(work: Work<T>): Promise<T> {
        await work(held);
        return work(held);
      },
    };
    const { inputs } = await run(lock, { store });
    expect(inputs).toEqual([{ type: 'locked' }]);
  });

  it('is waited for as long as it may take, and no timer is left', async () => {
    vi.useFakeTimers();
    const signals: AbortSignal[] = [];
    const store = {
      ...memoryTokenStore(),
      withLock<T>(
        _: Work<T>,
        { signal }: { readonly signal: AbortSignal },
      ): Promise<T> {
        signals.push(signal);
        vi.advanceTimersByTime(999);
        expect(signal.aborted).toBe(false);
        vi.advanceTimersByTime(1);
        expect(signal.aborted).toBe(true);
        return Promise.reject(failure());
      },
    };
    await run(lock, { store });
    expect(signals).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('that was had is not given up, however long the work takes', async () => {
    vi.useFakeTimers();
    let given: AbortSignal | undefined;
    const store = {
      ...memoryTokenStore(),
      withLock<T>(
        work: Work<T>,
        { signal }: { readonly signal: AbortSignal },
      ): Promise<T> {
        given = signal;
        const result = work(held);
        vi.advanceTimersByTime(5000);
        return result;
      },
    };
    await run(lock, { store });
    expect(given?.aborted).toBe(false);
    vi.useRealTimers();
  });
});
