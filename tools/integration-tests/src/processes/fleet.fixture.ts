// Starts, asks and kills the processes that share a session.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { Proxy, RefreshLedger } from './refresh-ledger.fixture.ts';
import type { Command, Outcome, WorkerOptions } from './worker.fixture.ts';

/** No call takes so long, however slow the machine is. The documented bound is 11 seconds with the times used here. */
const HANG_MS = 40_000;

export interface Member {
  /** Names the process; never used twice. */
  readonly by: number;
  /** The outcome of a command; undefined if the process died, or did not answer for very long. */
  readonly ask: (command: Command) => Promise<Outcome | undefined>;
  /** Ends the process with SIGKILL. */
  readonly kill: () => Promise<void>;
  /** Stops the process where it stands. */
  readonly freeze: () => void;
  /** Lets it go on. */
  readonly thaw: () => void;
}

export interface Fleet {
  readonly start: () => Promise<Member>;
  /** Kills all processes that are left. */
  readonly close: () => Promise<void>;
}

export function createFleet(
  program: string,
  worker: Omit<WorkerOptions, 'baseUrl'>,
  ledger: RefreshLedger,
): Fleet {
  let count = 0;
  const members = new Set<Member>();
  return {
    async start() {
      count += 1;
      const by = count;
      const proxy = await ledger.startProxy(by);
      const options: WorkerOptions = { ...worker, baseUrl: proxy.url };
      const child = fork(program, [JSON.stringify(options)], { execArgv: [] });
      const member: Member = {
        by,
        ask: (command) => ask(child, command),
        kill: async () => {
          members.delete(member);
          await kill(child, proxy);
        },
        freeze: () => void child.kill('SIGSTOP'),
        thaw: () => void child.kill('SIGCONT'),
      };
      members.add(member);
      const first = await Promise.race([
        once(child, 'message').then(() => 'ready'),
        once(child, 'exit').then(() => 'gone'),
      ]);
      if (first === 'gone') throw new Error('A process ended at its start');
      return member;
    },
    async close() {
      await Promise.all([...members].map((member) => member.kill()));
    },
  };
}

async function kill(child: ChildProcess, proxy: Proxy): Promise<void> {
  const isRunning = child.exitCode === null && child.signalCode === null;
  const exited = isRunning ? once(child, 'exit') : undefined;
  child.kill('SIGKILL');
  await exited;
  proxy.close();
}

function ask(
  child: ChildProcess,
  command: Command,
): Promise<Outcome | undefined> {
  return new Promise((resolve) => {
    const done = (outcome?: Outcome): void => {
      clearTimeout(timer);
      child.off('message', done);
      child.off('exit', onExit);
      resolve(outcome);
    };
    const onExit = (): void => {
      done();
    };
    const timer = setTimeout(onExit, HANG_MS);
    child.on('message', done);
    child.on('exit', onExit);
    child.send(command, (error) => {
      if (error) done();
    });
  });
}

/** Makes one file of the program of a process. */
export async function buildWorker(file: string): Promise<void> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('./worker.fixture.ts', import.meta.url)),
    platform: 'node',
    external: ['ioredis', 'pg'],
    resolve: { conditionNames: ['@org/source', 'node', 'import', 'default'] },
  });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
}
