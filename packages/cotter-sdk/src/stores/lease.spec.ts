import { beforeEach, describe, expect, it, vi } from 'vitest';
import { withLease, type LeaseLock } from './lease.ts';
import type { HeldLock, StoredSession } from './token-store.ts';

const LEASE_MS = 3000;

/** A lock in memory, whose clock is the fake one, and what was done to it. */
function lockOf(more: Partial<LeaseLock> = {}) {
  const calls: string[] = [];
  let holder: string | undefined;
  const lock: LeaseLock = {
    leaseMs: LEASE_MS,
    acquire(owner) {
      calls.push('acquire');
      if (holder !== undefined) return Promise.resolve(undefined);
      holder = owner;
      return Promise.resolve({});
    },
    renew(owner) {
      calls.push('renew');
      return Promise.resolve(holder === owner);
    },
    release(owner) {
      calls.push('release');
      if (holder === owner) holder = undefined;
      return Promise.resolve();
    },
    ...more,
  };
  return {
    calls,
    lock,
    take: (by?: string) => {
      holder = by;
    },
    holder: () => holder,
  };
}

const options = (more: { signal?: AbortSignal; maxHoldMs?: number } = {}) => ({
  signal: new AbortController().signal,
  maxHoldMs: 60_000,
  ...more,
});

/** Work that ends when told to. */
function work() {
  let end!: (value: string) => void;
  let held: HeldLock | undefined;
  const promise = new Promise<string>((resolve) => {
    end = resolve;
  });
  return {
    end,
    held: () => held,
    run: (lock: HeldLock) => {
      held = lock;
      return promise;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});

describe('a lock that is free', () => {
  it('is had at once, renewed three times per lease, and freed', async () => {
    const { calls, lock, holder } = lockOf();
    const job = work();
    const done = withLease(lock, job.run, options());
    await vi.advanceTimersByTimeAsync(LEASE_MS);
    expect(calls).toEqual(['acquire', 'renew', 'renew', 'renew']);
    expect(job.held()?.signal.aborted).toBe(false);
    job.end('done');
    expect(await done).toBe('done');
    expect(holder()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(10 * LEASE_MS);
    expect(calls.filter((call) => call === 'renew')).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('passes on what is stored, if that came with it', async () => {
    const stored: StoredSession = { version: '1', record: null };
    const { lock } = lockOf({ acquire: () => Promise.resolve({ stored }) });
    const read = (held: HeldLock) => Promise.resolve(held.stored);
    expect(await withLease(lock, read, options())).toBe(stored);
  });

  it('is freed after work that failed, too', async () => {
    const { lock, holder } = lockOf();
    const failure = new Error('of the work');
    const run = () => Promise.reject(failure);
    await expect(withLease(lock, run, options())).rejects.toBe(failure);
    expect(holder()).toBeUndefined();
  });
});

describe('a lock that another holds', () => {
  it('is looked at ever more rarely, five times a second in the end', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const { calls, lock, take } = lockOf();
    take('another');
    const done = withLease(lock, () => Promise.resolve('had'), options());
    const looks: number[] = [];
    for (let i = 0; i < 10; i += 1) {
      await vi.advanceTimersByTimeAsync(100);
      looks.push(calls.length);
    }
    expect(looks).toEqual([4, 5, 5, 6, 6, 7, 7, 8, 8, 9]);
    take();
    await vi.advanceTimersByTimeAsync(200);
    expect(await done).toBe('had');
    vi.restoreAllMocks();
  });

  it('is not waited for once the signal fires', async () => {
    const { calls, lock, take } = lockOf();
    take('another');
    const controller = new AbortController();
    const { signal } = controller;
    const run = vi.fn();
    const done = withLease(lock, run, options({ signal }));
    const rejected = expect(done).rejects.toThrow('enough');
    await vi.advanceTimersByTimeAsync(100);
    controller.abort(new Error('enough'));
    await rejected;
    const looks = calls.length;
    await vi.advanceTimersByTimeAsync(LEASE_MS);
    expect(calls).toHaveLength(looks);
    expect(run).not.toHaveBeenCalled();
    await expect(withLease(lock, run, options({ signal }))).rejects.toThrow(
      'enough',
    );
    expect(calls).toHaveLength(looks);
  });

  it('is freed if it came too late, or if nobody heard that it came', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const late = lockOf();
    const acquire: LeaseLock['acquire'] = (owner) => {
      controller.abort(new Error('enough'));
      return late.lock.acquire(owner, signal);
    };
    const run = vi.fn();
    await expect(
      withLease({ ...late.lock, acquire }, run, options({ signal })),
    ).rejects.toThrow('enough');
    expect(late.calls).toEqual(['acquire', 'release']);
    expect(late.holder()).toBeUndefined();

    const lost = lockOf();
    const unheard: LeaseLock = {
      ...lost.lock,
      acquire: async (owner) => {
        await lost.lock.acquire(owner, signal);
        throw new Error('the connection broke');
      },
    };
    await expect(withLease(unheard, run, options())).rejects.toThrow(
      'the connection broke',
    );
    expect(lost.holder()).toBeUndefined();
    expect(run).not.toHaveBeenCalled();
  });
});

describe('a holder learns that its lock is lost', () => {
  it('when another has it', async () => {
    const { lock, take, holder } = lockOf();
    const job = work();
    const done = withLease(lock, job.run, options());
    await vi.advanceTimersByTimeAsync(10);
    take('another');
    await vi.advanceTimersByTimeAsync(LEASE_MS / 3);
    expect(job.held()?.signal.aborted).toBe(true);
    job.end('late');
    expect(await done).toBe('late');
    expect(holder()).toBe('another');
  });

  it.each([
    ['fails', () => Promise.reject(new Error('down'))],
    ['hangs', () => new Promise<never>(() => undefined)],
  ])('when each renewal %s until the lease is over', async (_, renew) => {
    const { lock } = lockOf({ renew });
    const job = work();
    const done = withLease(lock, job.run, options());
    await vi.advanceTimersByTimeAsync(LEASE_MS - 10);
    expect(job.held()?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    expect(job.held()?.signal.aborted).toBe(true);
    job.end('late');
    expect(await done).toBe('late');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('when it held the lock for as long as it may', async () => {
    const { lock, calls } = lockOf();
    const job = work();
    const done = withLease(lock, job.run, options({ maxHoldMs: 2 * LEASE_MS }));
    await vi.advanceTimersByTimeAsync(2 * LEASE_MS - 10);
    expect(job.held()?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    expect(job.held()?.signal.aborted).toBe(true);
    const renewals = calls.length;
    await vi.advanceTimersByTimeAsync(LEASE_MS);
    expect(calls).toHaveLength(renewals);
    job.end('late');
    await done;
  });

  it('but not for one renewal that fails', async () => {
    let times = 0;
    const { lock } = lockOf({
      renew: () => {
        times += 1;
        return times === 1
          ? Promise.reject(new Error('down'))
          : Promise.resolve(true);
      },
    });
    const job = work();
    const done = withLease(lock, job.run, options());
    await vi.advanceTimersByTimeAsync(3 * LEASE_MS);
    expect(job.held()?.signal.aborted).toBe(false);
    job.end('done');
    expect(await done).toBe('done');
  });
});
