// A file that is replaced without a lock, whatever happens between two steps of it.
import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  afterAll,
  afterEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
} from 'vitest';
import { freshPath, nextDescriptor, openFiles } from './files.fixture.ts';
import { hook, once } from './hooked-files.fixture.ts';
import { VersionedFile } from './versioned-file.ts';

// Modules that use a replaced module are loaded again, here and in the next file of the same process.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.doUnmock('node:fs/promises');
  vi.resetModules();
});
vi.mock('node:fs/promises', async (importOriginal) => {
  const { hookedFiles } = await import('./hooked-files.fixture.ts');
  return hookedFiles(await importOriginal());
});

afterEach(() => {
  hook.reset();
});

interface Content {
  readonly version: string;
}

async function start(...versions: string[]) {
  const path = await freshPath('file');
  const file = new VersionedFile(path, (text) => JSON.parse(text) as Content);
  let before: string | undefined;
  for (const version of versions) {
    expect(await file.replace(before, { version })).toBe(true);
    before = version;
  }
  const names = () => readdir(dirname(path));
  return { path, file, names };
}

describe('a versioned file', () => {
  it('is made, and replaced, and nothing is left beside it', async () => {
    const { file, names, path } = await start();
    expect(await file.read()).toBeUndefined();
    expect(await file.replace('x', { version: 'a' })).toBe(false);
    expect(await file.replace(undefined, { version: 'a' })).toBe(true);
    expect(await file.replace(undefined, { version: 'b' })).toBe(false);
    expect(await file.replace('a', { version: 'b' })).toBe(true);
    expect(await file.replace('a', { version: 'c' })).toBe(false);
    expect(await file.read()).toEqual({ version: 'b' });
    expect(await names()).toEqual(['file']);
    expect(await readFile(path, 'utf8')).toBe('{"version":"b"}');
  });

  it('is readable for the owner only, whatever the old one was', async () => {
    const { path, file } = await start('a');
    await open(path, 'r+').then(async (old) => {
      await old.chmod(0o644);
      await old.close();
    });
    await file.replace('a', { version: 'b' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('lasts: its content is on the disk before its name is, and then the name', async () => {
    const { path, file } = await start('a');
    const seen: string[] = [];
    vi.spyOn(await openFiles(), 'sync').mockImplementation(async () => {
      seen.push(await readFile(path, 'utf8'));
    });
    await file.replace('a', { version: 'b' });
    expect(seen).toEqual(['{"version":"a"}', '{"version":"b"}']);
  });

  it('asks nothing of its folder on Windows, where that cannot be opened', async () => {
    const { file } = await start('a');
    const sync = vi.spyOn(await openFiles(), 'sync').mockResolvedValue();
    const { platform } = process;
    Object.defineProperty(process, 'platform', { value: 'win32' });
    onTestFinished(() => {
      Object.defineProperty(process, 'platform', { value: platform });
    });
    await file.replace('a', { version: 'b' });
    expect(sync).toHaveBeenCalledTimes(1);
  });

  it('keeps its old content where the new one cannot be made to last', async () => {
    const { file, names } = await start('a');
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    vi.spyOn(await openFiles(), 'sync').mockRejectedValueOnce(full);
    await expect(file.replace('a', { version: 'b' })).rejects.toBe(full);
    expect(await file.read()).toEqual({ version: 'a' });
    expect(await names()).toEqual(['file']);
  });

  it('is not replaced for a caller who gives up before the last step', async () => {
    const { file, names } = await start('a');
    const controller = new AbortController();
    vi.spyOn(await openFiles(), 'sync').mockImplementationOnce(() => {
      controller.abort();
      return Promise.resolve();
    });
    const replacing = file.replace('a', { version: 'b' }, controller.signal);
    await expect(replacing).rejects.toThrow('aborted');
    expect(await file.read()).toEqual({ version: 'a' });
    expect(await names()).toEqual(['file']);
  });

  it('leaves nothing open, however often it is replaced', async () => {
    const { file } = await start('0');
    const before = await nextDescriptor();
    for (let i = 0; i < 20; i += 1) {
      await file.replace(String(i), { version: String(i + 1) });
    }
    // Something else may have been opened meanwhile, but not as much.
    expect(await nextDescriptor()).toBeLessThan(before + 20);
  });
});

describe('after a process died', () => {
  it('before its version was moved over the file, the version counts', async () => {
    const { path, file, names } = await start('a');
    await writeFile(`${path}.a`, '{"version":"b"}');
    await writeFile(`${path}.b`, '{"version":"c"}');
    expect(await file.read()).toEqual({ version: 'c' });
    expect(await file.replace('a', { version: 'x' })).toBe(false);
    expect(await file.replace('c', { version: 'd' })).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('{"version":"d"}');
    expect(await names()).toEqual(['file']);
  });

  it('what it left is removed when it is old', async () => {
    const { path, file, names } = await start('a');
    const draft = `file.draft.${'0'.repeat(32)}`;
    const stale = `file.${'1'.repeat(32)}`;
    for (const name of [draft, stale, 'file.other']) {
      await writeFile(`${dirname(path)}/${name}`, '');
    }
    await file.replace('a', { version: 'b' });
    expect(await names()).toEqual(['file', stale, draft, 'file.other']);
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_700_000);
    await file.replace('b', { version: 'c' });
    now.mockRestore();
    expect(await names()).toEqual(['file', 'file.other']);
  });
});

describe('a process that was frozen', () => {
  it('before its link does not replace what others have written since', async () => {
    const { file, names } = await start('a');
    once('link', undefined, async () => {
      await file.replace('a', { version: 'b' });
      await file.replace('b', { version: 'c' });
    });
    expect(await file.replace('a', { version: 'late' })).toBe(false);
    expect(await file.read()).toEqual({ version: 'c' });
    expect(await names()).toEqual(['file']);
  });

  it('before its link is refused by a successor that is not moved yet', async () => {
    const { path, file } = await start('a');
    once('link', undefined, () => writeFile(`${path}.a`, '{"version":"b"}'));
    expect(await file.replace('a', { version: 'late' })).toBe(false);
    expect(await file.read()).toEqual({ version: 'b' });
  });

  it('before it moved its version learns that it counts, although others have gone on', async () => {
    const { file, names } = await start('a');
    once('rename', undefined, async () => {
      await file.replace('b', { version: 'c' });
    });
    expect(await file.replace('a', { version: 'b' })).toBe(true);
    expect(await file.read()).toEqual({ version: 'c' });
    expect(await names()).toEqual(['file']);
  });

  it('between two reads sees the newest version', async () => {
    const { file } = await start('a');
    let reads = 0;
    hook.before = async (step) => {
      if (step !== 'readFile') return;
      reads += 1;
      if (reads !== 2) return;
      hook.reset();
      await file.replace('a', { version: 'b' });
    };
    expect(await file.read()).toEqual({ version: 'b' });
  });
});

it('a file system without hard links is a failure, and nothing changes', async () => {
  const { file, names } = await start('a');
  const refused = Object.assign(new Error('refused'), { code: 'EPERM' });
  once('link', undefined, () => Promise.reject(refused));
  await expect(file.replace('a', { version: 'b' })).rejects.toBe(refused);
  expect(await file.read()).toEqual({ version: 'a' });
  expect(await names()).toEqual(['file']);
});
