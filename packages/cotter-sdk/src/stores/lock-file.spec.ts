import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { freshPath, nextDescriptor, openFiles } from './files.fixture.ts';
import { hasCode, withLockFile, type LockFileOptions } from './lock-file.ts';

const LEASE_MS = 30_000;

function lock(signal = never()): LockFileOptions {
  return { leaseMs: LEASE_MS, maxHoldMs: 60_000, signal };
}

function never(): AbortSignal {
  return new AbortController().signal;
}

/** A lock of somebody, made so long ago. */
async function leave(path: string, owner: string, agoMs: number) {
  await writeFile(path, owner);
  const made = (Date.now() - agoMs) / 1000;
  await utimes(path, made, made);
}

/** Long enough to see that a lock is kept. */
const MOMENT_MS = 100;
/** Long enough for a busy machine to take a lock that is free. */
const LONG_MS = 10_000;

async function canBeHad(path: string, withinMs: number): Promise<boolean> {
  const signal = AbortSignal.timeout(withinMs);
  return withLockFile(path, lock(signal), () => Promise.resolve()).then(
    () => true,
    () => false,
  );
}

describe('a lock file', () => {
  it('exists while the work runs, readable only by its owner, and is gone then', async () => {
    const path = await freshPath('lock');
    const owners: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const result = await withLockFile(path, lock(), async () => {
        owners.push(await readFile(path, 'utf8'));
        expect((await stat(path)).mode & 0o777).toBe(0o600);
        return i;
      });
      expect(result).toBe(i);
      expect(await readdir(dirname(path))).toEqual([]);
    }
    expect(owners[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(owners[1]).not.toBe(owners[0]);
  });

  it('is gone after work that failed, too', async () => {
    const path = await freshPath('lock');
    const failure = new Error('of the work');
    const work = () => Promise.reject(failure);
    await expect(withLockFile(path, lock(), work)).rejects.toBe(failure);
    expect(await readdir(dirname(path))).toEqual([]);
  });

  it('makes others wait until it is gone', async () => {
    const path = await freshPath('lock');
    const order: string[] = [];
    const first = withLockFile(path, lock(), async () => {
      order.push('first begins');
      await new Promise((resolve) => void setTimeout(resolve, 30));
      order.push('first ends');
    });
    await expect.poll(() => order, { interval: 1 }).toHaveLength(1);
    const second = withLockFile(path, lock(), () => {
      order.push('second');
      return Promise.resolve();
    });
    await Promise.all([first, second]);
    expect(order).toEqual(['first begins', 'first ends', 'second']);
  });

  it('that somebody holds is not taken over, whether it has a name yet or not', async () => {
    const path = await freshPath('lock');
    for (const owner of ['somebody', '']) {
      await leave(path, owner, 0);
      expect(await canBeHad(path, MOMENT_MS)).toBe(false);
      expect(await readFile(path, 'utf8')).toBe(owner);
    }
  });

  it('whose lease is over is taken over', async () => {
    const path = await freshPath('lock');
    for (const owner of ['somebody', '']) {
      await leave(path, owner, LEASE_MS - 5000);
      expect(await canBeHad(path, MOMENT_MS)).toBe(false);
      await leave(path, owner, LEASE_MS + 5000);
      expect(await canBeHad(path, LONG_MS)).toBe(true);
      expect(await readdir(dirname(path))).toEqual([]);
    }
  });

  it('that seems to come from the future is taken over: the clock was set back', async () => {
    const path = await freshPath('lock');
    await leave(path, 'somebody', 5000 - LEASE_MS);
    expect(await canBeHad(path, MOMENT_MS)).toBe(false);
    await leave(path, 'somebody', -LEASE_MS - 5000);
    expect(await canBeHad(path, LONG_MS)).toBe(true);
  });

  it.each([
    ['is renewed while the work runs', 60_000, false],
    ['is not renewed beyond the time that the work may take', 60, true],
  ])('%s', async (_, maxHoldMs, isLost) => {
    const path = await freshPath('lock');
    const options = { leaseMs: 1500, maxHoldMs, signal: never() };
    await withLockFile(path, options, async ({ signal }) => {
      const { mtimeMs: before } = await stat(path);
      await new Promise((resolve) => setTimeout(resolve, 1800));
      const { mtimeMs: after } = await stat(path);
      expect(after - before > 400).toBe(!isLost);
      expect(signal.aborted).toBe(isLost);
    });
    expect(await readdir(dirname(path))).toEqual([]);
  });

  it('tells the work that another has it', async () => {
    const path = await freshPath('lock');
    const options = { leaseMs: 60, maxHoldMs: 60_000, signal: never() };
    await withLockFile(path, options, async ({ signal }) => {
      await writeFile(path, 'another');
      await vi.waitFor(() => {
        expect(signal.aborted).toBe(true);
      });
    });
    expect(await readFile(path, 'utf8')).toBe('another');
  });

  it('is left to the process that is removing it', async () => {
    const path = await freshPath('lock');
    await leave(path, 'somebody', LEASE_MS + 5000);
    await leave(`${path}.somebody`, 'somebody', 0);
    expect(await canBeHad(path, MOMENT_MS)).toBe(false);
    // A process that died while removing it left that behind, and the next but one removes both.
    await leave(`${path}.somebody`, 'somebody', LEASE_MS + 5000);
    expect(await canBeHad(path, LONG_MS)).toBe(true);
    expect(await readdir(dirname(path))).toEqual([]);
  });

  it('is not waited for once the signal has fired', async () => {
    const path = await freshPath('lock');
    const reason = new Error('enough');
    let ran = false;
    const work = () => {
      ran = true;
      return Promise.resolve();
    };
    const fired = AbortSignal.abort(reason);
    await expect(withLockFile(path, lock(fired), work)).rejects.toBe(reason);
    expect(ran).toBe(false);
    expect(await readdir(dirname(path))).toEqual([]);
  });

  it('in a folder that is not there is a failure, and runs no work', async () => {
    const path = join(await freshPath('lock'), 'lock');
    const work = () => Promise.reject(new Error('ran'));
    await expect(withLockFile(path, lock(), work)).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('that cannot be written is a failure, and is in nobody’s way', async () => {
    const path = await freshPath('lock');
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const writing = vi
      .spyOn(await openFiles(), 'writeFile')
      .mockRejectedValueOnce(full);
    onTestFinished(() => {
      writing.mockRestore();
    });
    const work = () => Promise.reject(new Error('ran'));
    await expect(withLockFile(path, lock(), work)).rejects.toBe(full);
    await vi.waitFor(async () => {
      expect(await readdir(dirname(path))).toEqual([]);
    });
    expect(await canBeHad(path, LONG_MS)).toBe(true);
  });

  it('leaves nothing open, however often it is had', async () => {
    const path = await freshPath('lock');
    const before = await nextDescriptor();
    for (let i = 0; i < 20; i += 1)
      expect(await canBeHad(path, LONG_MS)).toBe(true);
    // The lowest number that is free is given. Something else may have been opened meanwhile, but not as much.
    expect(await nextDescriptor()).toBeLessThan(before + 20);
  });
});

describe('hasCode', () => {
  const error = Object.assign(new Error('x'), { code: 'ENOENT' });

  it('knows a fault of the file system by its name', () => {
    expect(hasCode(error, 'ENOENT')).toBe(true);
    expect(hasCode(error, 'EEXIST')).toBe(false);
  });

  it.each([undefined, null, 'ENOENT', { code: 'ENOENT' }, new Error('ENOENT')])(
    'knows no other: %j',
    (value) => {
      expect(hasCode(value, 'ENOENT')).toBe(false);
    },
  );
});
