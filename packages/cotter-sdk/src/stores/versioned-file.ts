import {
  link,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  unlink,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hasCode } from './lock-file.ts';
import { randomId } from './random-id.ts';

/** What every version of a file contains at least. */
interface Versioned {
  /** Names the version; it never comes back. Letters, digits and hyphens. */
  readonly version: string;
}

/** After this time, what a process left beside the file when it died is removed. In milliseconds. */
const LEFT_OVER_MS = 3_600_000;

/**
 * A file that is replaced in one step, if nobody else has replaced it meanwhile. No lock is involved, so a process may
 * die or be frozen at any moment and holds nobody up.
 *
 * The next version is first a file of its own, whose name contains the version that it replaces. The file system lets one
 * only one process make a file of that name, with its content already in it (`link`). So each version has one successor at
 * most. Afterwards the successor is moved over the file; readers that come before that follow the names.
 */
export class VersionedFile<Content extends Versioned> {
  readonly #path: string;
  readonly #parse: (text: string) => Content;

  /** @param parse rejects a text that is no version of the file, by throwing */
  constructor(path: string, parse: (text: string) => Content) {
    this.#path = path;
    this.#parse = parse;
  }

  /** The content; undefined if there is no file. */
  async read(signal?: AbortSignal): Promise<Content | undefined> {
    return (await this.#chain(signal)).at(-1);
  }

  /**
   * Writes the next version and makes it last; false if the file has another version than the expected one. Only the
   * owner may read the file (mode 0600).
   */
  async replace(
    expected: string | undefined,
    next: Content,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const found = await this.read(signal);
    if (found?.version !== expected) return false;
    const draft = `${this.#path}.draft.${randomId()}`;
    const target =
      expected === undefined ? this.#path : this.#successor(expected);
    try {
      await writeLasting(draft, JSON.stringify(next));
      signal?.throwIfAborted();
      await link(draft, target);
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
    const chain = await this.#chain();
    const isSeen = chain.some(({ version }) => version === next.version);
    // This process was frozen, and the version that it replaced is long gone: nobody looks for its successor.
    if (!isSeen && target !== this.#path && (await erase(target))) return false;
    // In this order, so that the file never goes back to an older version.
    for (const { version } of chain.slice(0, -1)) {
      await this.#moveOverFile(this.#successor(version));
    }
    await syncFolder(dirname(this.#path));
    await this.#sweep(chain.at(-1)?.version ?? '');
    return true;
  }

  /** Every version from that of the file to the newest one. */
  async #chain(signal?: AbortSignal): Promise<Content[]> {
    for (;;) {
      const first = await this.#readAt(this.#path, signal);
      if (first === undefined) return [];
      const chain = [first];
      for (let last = first; ;) {
        const next = await this.#readAt(this.#successor(last.version), signal);
        if (next === undefined) break;
        chain.push(next);
        last = next;
      }
      // A successor is not found either if it was moved over the file just now.
      const again = await this.#readAt(this.#path, signal);
      if (again?.version === first.version) return chain;
    }
  }

  #successor(version: string): string {
    return `${this.#path}.${version}`;
  }

  async #readAt(
    path: string,
    signal: AbortSignal | undefined,
  ): Promise<Content | undefined> {
    let text: string;
    try {
      text = await readFile(path, { encoding: 'utf8', signal });
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
    return this.#parse(text);
  }

  async #moveOverFile(successor: string): Promise<void> {
    try {
      await rename(successor, this.#path);
    } catch (error) {
      // Another process has done it.
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }

  /** Removes what processes left that died long ago. */
  async #sweep(newest: string): Promise<void> {
    const folder = dirname(this.#path);
    const prefix = `${basename(this.#path)}.`;
    for (const name of await readdir(folder)) {
      const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
      if (!/^(?:draft\.)?[0-9a-f]{32}$/.test(rest) || rest === newest) continue;
      const path = join(folder, name);
      const age = Date.now() - ((await ctimeMs(path)) ?? Date.now());
      if (Math.abs(age) > LEFT_OVER_MS) await rm(path, { force: true });
    }
  }
}

async function ctimeMs(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).ctimeMs;
  } catch {
    return undefined;
  }
}

/** Whether the file was there. */
async function erase(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function writeLasting(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes new names last. Where a folder cannot be opened for that, as on Windows, the file system takes care. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
