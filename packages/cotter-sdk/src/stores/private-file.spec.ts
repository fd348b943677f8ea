import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { freshPath, nextDescriptor, openFiles } from './files.fixture.ts';
import { replacePrivateFile } from './private-file.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** The contents of the file at each moment at which something is made to last. */
async function watchSyncs(path: string): Promise<readonly string[]> {
  const seen: string[] = [];
  vi.spyOn(await openFiles(), 'sync').mockImplementation(async () => {
    seen.push(await readFile(path, 'utf8'));
  });
  return seen;
}

describe('a private file', () => {
  it('is made, and replaced, and nothing is left beside it', async () => {
    const path = await freshPath('file');
    for (const content of ['a longer first content', 'ä second']) {
      await replacePrivateFile(path, content);
      expect(await readFile(path, 'utf8')).toBe(content);
      expect(await readdir(dirname(path))).toEqual(['file']);
    }
  });

  it('is readable for the owner alone, whatever the old one was', async () => {
    const path = await freshPath('file');
    await writeFile(path, 'old', { mode: 0o644 });
    await replacePrivateFile(path, 'new');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is not written into a file that somebody else has open', async () => {
    const path = await freshPath('file');
    const theirs = await open(`${path}.next`, 'w+', 0o644);
    await theirs.writeFile('left over');
    await replacePrivateFile(path, 'secret');
    const read = Buffer.alloc(100);
    const { bytesRead } = await theirs.read(read, 0, 100, 0);
    await theirs.close();
    expect(read.toString('utf8', 0, bytesRead)).toBe('left over');
    expect(await readFile(path, 'utf8')).toBe('secret');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('lasts: its content is on the disk before its name is, and then the name', async () => {
    const path = await freshPath('file');
    await writeFile(path, 'old');
    const seen = await watchSyncs(path);
    await replacePrivateFile(path, 'new');
    expect(seen).toEqual(['old', 'new']);
  });

  it('asks nothing of its folder on Windows, where that cannot be opened', async () => {
    const path = await freshPath('file');
    await writeFile(path, 'old');
    const seen = await watchSyncs(path);
    const { platform } = process;
    Object.defineProperty(process, 'platform', { value: 'win32' });
    onTestFinished(() => {
      Object.defineProperty(process, 'platform', { value: platform });
    });
    await replacePrivateFile(path, 'new');
    expect(seen).toEqual(['old']);
  });

  it('keeps its old content where the new one cannot be made to last', async () => {
    const path = await freshPath('file');
    await writeFile(path, 'old');
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    vi.spyOn(await openFiles(), 'sync').mockRejectedValueOnce(full);
    await expect(replacePrivateFile(path, 'new')).rejects.toBe(full);
    expect(await readFile(path, 'utf8')).toBe('old');
    // What is left of the attempt is in nobody's way.
    await replacePrivateFile(path, 'newer');
    expect(await readFile(path, 'utf8')).toBe('newer');
    expect(await readdir(dirname(path))).toEqual(['file']);
  });

  it('leaves nothing open, however often it is replaced', async () => {
    const path = await freshPath('file');
    const before = await nextDescriptor();
    for (let i = 0; i < 20; i += 1) await replacePrivateFile(path, 'x');
    // Something else may have been opened meanwhile, but not as much.
    expect(await nextDescriptor()).toBeLessThan(before + 20);
  });
});
