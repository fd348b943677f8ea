import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file in one step: whoever reads it, at whatever moment a process or the machine dies, finds the old content
 * or the new one, whole. Only the owner may read it (mode 0600). One writer at a time.
 */
export async function replacePrivateFile(
  path: string,
  content: string,
): Promise<void> {
  const next = `${path}.next`;
  // Left over from a crash, or somebody's who may read along.
  await rm(next, { force: true });
  const file = await open(next, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
  await syncFolder(dirname(path));
}

/** Makes the renaming last. Where a folder cannot be opened for that, as on Windows, the file system takes care. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
