// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';

/** How long a file must have been left alone: an editor may write it in several steps. In milliseconds. */
const QUIET_MS = 100;

/**
 * Runs a program, and runs it anew whenever a file changed and what follows from it was prepared. A change that cannot
 * be prepared is told, and the program that runs is left alone; a program that ends by itself is started again after
 * the next change.
 *
 * @param {object} options
 * @param {string} options.file what is watched
 * @param {() => Promise<void>} options.prepare brings up to date what follows from the file; throws what is wrong with it
 * @param {readonly string[]} options.command the program and its arguments; it inherits input and output
 * @param {(line: string) => void} options.print takes a line about what happens
 * @param {AbortSignal} options.signal ends it all, the program with SIGTERM
 * @returns {Promise<void>} settled when the program has ended after the signal
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
  const start = () => {
    const child = spawn(program, args, { stdio: 'inherit' });
    running = child;
    ended = once(child, 'close').then(([code]) => {
      running = undefined;
      if (!signal.aborted && code !== null && code !== 0)
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
    print(`${file} changed; starting anew.`);
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
  if (!signal.aborted) await once(signal, 'abort');
  watcher.close();
  clearTimeout(timer);
  await stop();
  await work;
  // What was under way may have started one more.
  await stop();
}
