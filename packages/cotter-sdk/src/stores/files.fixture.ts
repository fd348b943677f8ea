// A folder for one test, and what the open files of the process tell.
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The path of a file that is not there yet, the only one in its folder; both are gone after the test. */
export async function freshPath(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cotter-session-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, name);
}

/** What all open files have in common. */
export async function openFiles(): Promise<FileHandle> {
  const file = await open(tmpdir(), 'r');
  await file.close();
  return Object.getPrototypeOf(file) as FileHandle;
}

/** The number that the next open file gets, which is the lowest that is free. */
export async function nextDescriptor(): Promise<number> {
  const file = await open(tmpdir(), 'r');
  const { fd } = file;
  await file.close();
  return fd;
}
