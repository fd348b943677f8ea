// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';

/** How long a file must stay unchanged: an editor may write it in several steps. In milliseconds. */
const QUIET_MS = 100;

/**
 * Runs a program, and restarts it after each change of a file, once everything that depends on the file is prepared. A
 * change that cannot be prepared is reported, and the program goes on. If the program ends by itself, no change of the
 * file will help the first start, so this ends too; after a restart, it waits for the next change.
 *
 * @param {object} options
 * @param {string} options.file what is watched
 * @param {() => Promise<void>} options.prepare brings up to date what follows from the file; throws what is wrong with it
 * @param {readonly string[]} options.command the program and its arguments; it inherits input and output
 * @param {(line: string) => void} options.print takes a line about what happens
 * @param {AbortSignal} options.signal ends it all, the program with SIGTERM
 * @returns {Promise<number>} the exit code of a program that ended by itself; 0 after the signal
 */
export async function restartOnChange({
  file,
  prepare,
  command: [program = '', ...args],
  print,
  signal,
}) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let running;
  /** @type {Promise<unknown> | undefined} */
  let ended;
  let restarts = 0;
  /** @type {number | undefined} */
  let exitCode;
  const finish = new globalThis.AbortController();
  const start = () => {
    const child = spawn(program, args, { stdio: 'inherit' });
    running = child;
    ended = once(child, 'close').then(([code]) => {
      running = undefined;
      if (signal.aborted || code === null) return;
      if (restarts === 0) {
        exitCode = code;
        finish.abort();
      } else if (code !== 0)
        print(`It ended with code ${code}; waiting for a change of ${file}.`);
    });
  };
  const stop = async () => {
    running?.kill('SIGTERM');
    await ended;
  };

  let seen = await readFile(file, 'utf8');
  let work = Promise.resolve();
  const look = async () => {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined || text === seen || signal.aborted) return;
    seen = text;
    try {
      await prepare();
    } catch (error) {
      print(
        `${file} is not usable yet: ${error instanceof Error ? error.message : String(error)}`,
      );
      print(`Waiting for a change of it.`);
      return;
    }
    print(`${file} changed; restarting.`);
    restarts += 1;
    await stop();
    if (!signal.aborted) start();
  };

  start();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  // The folder, because an editor may put a new file in the place of the old one.
  const watcher = watch(dirname(file), (_event, name) => {
    if (name !== basename(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(look);
    }, QUIET_MS);
  });
  await aborted(globalThis.AbortSignal.any([signal, finish.signal]));
  watcher.close();
  clearTimeout(timer);
  await stop();
  await work;
  // What was under way may have started one more.
  await stop();
  return exitCode ?? 0;
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
async function aborted(signal) {
  if (!signal.aborted) await once(signal, 'abort');
}
