// What happens to a lock file between two steps of somebody who is at it, and what the file system refuses meanwhile.
import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { freshPath } from './files.fixture.ts';
import { hook, once, type Step } from './hooked-files.fixture.ts';
import { withLockFile, type LockFileOptions } from './lock-file.ts';

const LEASE_MS = 30_000;

function lock(signal: AbortSignal): LockFileOptions {
  return { leaseMs: LEASE_MS, maxHoldMs: 60_000, signal };
}

let pauses = 0;

// Modules that use a replaced module are loaded again, here and in the next file of the same process.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.doUnmock('node:fs/promises');
  vi.doUnmock('../time/pause.ts');
  vi.resetModules();
});
vi.mock('node:fs/promises', async (importOriginal) => {
  const { hookedFiles } = await import('./hooked-files.fixture.ts');
  return hookedFiles(await importOriginal());
});

vi.mock('../time/pause.ts', () => ({
  pause: async (_ms: number, signal: AbortSignal) => {
    pauses += 1;
    await hook.before('pause', '');
    // A turn of the event loop, so that a signal can fire.
    await new Promise((resolve) => void setImmediate(resolve));
    signal.throwIfAborted();
  },
}));

afterEach(() => {
  hook.reset();
  pauses = 0;
});

/** A lock that was made so long ago. */
async function leave(path: string, owner: string, agoMs: number) {
  await writeFile(path, owner);
  const made = (Date.now() - agoMs) / 1000;
  await utimes(path, made, made);
}

/** Asks for the lock, for a second at most. */
function ask(
  path: string,
  signal = AbortSignal.timeout(1000),
): Promise<string> {
  return withLockFile(path, lock(signal), () => Promise.resolve('had'));
}

const refused = Object.assign(new Error('refused'), { code: 'EACCES' });
const refuse = () => Promise.reject(refused);

describe('a lock file that is gone at the next look', () => {
  it('was released, and is had', async () => {
    const path = await freshPath('lock');
    await leave(path, 'somebody', 0);
    once('stat', path, () => rm(path));
    expect(await ask(path)).toBe('had');
  });

  it('was left over and removed by another, and is had', async () => {
    const path = await freshPath('lock');
    await leave(path, 'somebody', LEASE_MS + 5000);
    once('open', `${path}.somebody`, () => rm(path));
    expect(await ask(path)).toBe('had');
  });

  it('needs no removal', async () => {
    const path = await freshPath('lock');
    await leave(path, 'somebody', LEASE_MS + 5000);
    once('unlink', path, () => rm(path));
    expect(await ask(path)).toBe('had');
  });

  it('was taken from its owner, whose work is done all the same', async () => {
    const path = await freshPath('lock');
    const signal = AbortSignal.timeout(1000);
    const work = () => rm(path).then(() => 'done');
    expect(await withLockFile(path, lock(signal), work)).toBe('done');
  });
});

describe('a lock file that the file system keeps from us', () => {
  it.each<[string, Step, string]>([
    ['whose age cannot be read', 'stat', ''],
    ['whose owner cannot be read', 'readFile', ''],
    ['that cannot be removed', 'unlink', ''],
    ['whose removal cannot begin', 'open', '.somebody'],
    ['whose removal cannot end', 'unlink', '.somebody'],
  ])('%s is a failure', async (_what, step, ending) => {
    const path = await freshPath('lock');
    await leave(path, 'somebody', LEASE_MS + 5000);
    once(step, path + ending, refuse);
    await expect(ask(path)).rejects.toBe(refused);
  });

  it('is a failure at the end of the work as well', async () => {
    const path = await freshPath('lock');
    once('readFile', path, refuse);
    await expect(ask(path)).rejects.toBe(refused);
  });
});

describe('a lock file that others are at', () => {
  it('is not removed when somebody has just made it again', async () => {
    const path = await freshPath('lock');
    await leave(path, '', LEASE_MS + 5000);
    // It has no name yet either.
    once('open', `${path}.unnamed`, async () => {
      await leave(path, '', 0);
      once('pause', '', () => {
        patience.abort(enough);
        return Promise.resolve();
      });
    });
    const enough = new Error('enough');
    const patience = new AbortController();
    await expect(ask(path, patience.signal)).rejects.toBe(enough);
    expect(await readFile(path, 'utf8')).toBe('');
  });

  it('is not looked at all the time while somebody removes it', async () => {
    const path = await freshPath('lock');
    await leave(path, 'somebody', LEASE_MS + 5000);
    await leave(`${path}.somebody`, 'somebody', 0);
    once('pause', '', async () => {
      await rm(path);
      await rm(`${path}.somebody`);
    });
    expect(await ask(path)).toBe('had');
    expect(pauses).toBe(1);
  });
});
