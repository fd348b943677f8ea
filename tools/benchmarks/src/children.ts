import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a server may take until it says where it listens. */
const READY_TIMEOUT_MS = 60_000;

/** How often it is looked for. */
const POLL_MS = 5;

/** Whether each process leads a group of its own, so that what it started ends with it. */
const GROUPS = process.platform !== 'win32';

/** A process that listens. */
export interface Server {
  /** Without a trailing slash: `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly pid: number;
  /** When it was spawned, as `performance.now()` tells the time. */
  readonly spawnedAt: number;
  /** What it printed until it listened. */
  readonly lines: readonly string[];
  /** Ends it, and waits until it is gone. */
  stop(): Promise<void>;
}

/** Where and with what a process runs. */
export interface SpawnOptions {
  readonly cwd?: string;
  /** After so many milliseconds, it is ended. */
  readonly timeout?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts processes, and ends those that are left when it is disposed of. */
export interface Children extends AsyncDisposable {
  /**
   * Starts Node.js with these arguments and waits for a line that ends in an address of this machine.
   *
   * @throws Error when the process ends, or a minute passes, before that.
   */
  serve(args: readonly string[]): Promise<Server>;
  /**
   * Runs a command to its end.
   *
   * @returns what it printed
   * @throws Error with its last lines when it does not end with code 0.
   */
  run(
    command: string,
    args: readonly string[],
    options?: SpawnOptions,
  ): Promise<string>;
}

export function createChildren(): Children {
  const running = new Map<ChildProcess, Promise<void>>();

  const start = (
    command: string,
    args: readonly string[],
    options: SpawnOptions = {},
    output: number | 'pipe' = 'pipe',
  ) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', output, 'pipe'],
      detached: GROUPS,
    });
    const ended = new Promise<void>((resolve) => {
      const gone = () => {
        running.delete(child);
        resolve();
      };
      child.once('close', gone);
      child.once('error', gone);
    });
    running.set(child, ended);
    return { child, ended };
  };

  const kill = async (child: ChildProcess, ended: Promise<void>) => {
    end(child);
    await ended;
  };

  // The last resort, for when this process ends before it could dispose of anything.
  const killAll = () => {
    for (const child of running.keys()) end(child);
  };
  process.once('exit', killAll);

  return {
    async serve(args) {
      // A file, as a shell would redirect it: on a pipe, a program that prints much waits for this process, which is busy.
      const folder = await mkdtemp(join(tmpdir(), 'benchmarks-'));
      const log = await open(join(folder, 'log'), 'w+');
      try {
        const spawnedAt = performance.now();
        const { child, ended } = start(process.execPath, args, {}, log.fd);
        const errors = lastOf(child);
        const state = { ended: false };
        void ended.then(() => {
          state.ended = true;
        });
        for (;;) {
          const text = await readFile(join(folder, 'log'), 'utf8');
          // Prism also lists its operations, whose addresses go on after the port.
          const url = /http:\/\/127\.0\.0\.1:\d+(?=\n)/.exec(text)?.[0];
          const { pid } = child;
          if (url !== undefined && pid !== undefined) {
            const lines = text.split('\n');
            return {
              url,
              pid,
              spawnedAt,
              lines,
              stop: () => kill(child, ended),
            };
          }
          if (state.ended || performance.now() - spawnedAt > READY_TIMEOUT_MS) {
            end(child);
            throw new Error(
              `A server ended, or a minute passed, before it listened: ${errors()}`,
            );
          }
          await sleep(POLL_MS);
        }
      } finally {
        await log.close();
        // The server goes on writing to it; it is gone with the server.
        await rm(folder, { recursive: true, force: true });
      }
    },

    async run(command, args, options) {
      const { child, ended } = start(command, args, options);
      const errors = lastOf(child);
      const giveUp =
        options?.timeout === undefined
          ? undefined
          : setTimeout(() => {
              end(child);
            }, options.timeout);
      let output = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      let failure: unknown;
      child.once('error', (error) => {
        failure = error;
      });
      await ended;
      clearTimeout(giveUp);
      if (failure !== undefined || child.exitCode !== 0) {
        throw new Error(
          `${command} ${args[0] ?? ''} failed: ${errors()} ${output.slice(-2000)}`,
          { cause: failure },
        );
      }
      return output;
    },

    async [Symbol.asyncDispose]() {
      process.removeListener('exit', killAll);
      await Promise.all(
        [...running].map(([child, ended]) => kill(child, ended)),
      );
    },
  };
}

function end(child: ChildProcess): void {
  if (!GROUPS || child.pid === undefined) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** Reads what a process prints as errors, and keeps the end of it. */
function lastOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-2000);
  });
  return () => text;
}
