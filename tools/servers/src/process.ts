import {
  execFile,
  execFileSync,
  spawn,
  type ChildProcess,
} from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** How long a server may take until it answers, in milliseconds. */
const READY_TIMEOUT_MS = 60_000;

const POLL_MS = 20;

/** A server that tests may harm. */
export interface Server extends AsyncDisposable {
  /** Where clients connect: `redis://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;
  /** Ends the process at once, and starts it again on the same port with what it kept. Resolves when it answers. */
  restart(): Promise<void>;
  /** Ends the process at once. `start` starts it again. */
  kill(): Promise<void>;
  /** Starts it again after `kill`. */
  start(): Promise<void>;
  /** Stops it where it stands; it keeps its connections and answers nothing. */
  freeze(): void;
  /** Lets it go on after `freeze`. */
  thaw(): void;
  /** Ends it for good, and deletes its folder. */
  stop(): Promise<void>;
}

/** What to run, and how to see that it answers. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  /** Resolves once the server answers; rejects while it does not. */
  readonly ping: () => Promise<unknown>;
}

/** Finds a program in the PATH and in some other folders. */
export function findProgram(
  name: string,
  folders: readonly string[] = [],
): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), ...folders]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** The folders with this beginning: `/usr/lib/postgresql/15`. */
export function subfolders(parent: string, rest: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent).map((name) => join(parent, name, rest));
}

/**
 * Whom to run servers as: Postgres refuses to run as root. Nothing to change for others.
 */
export function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => {
    try {
      return Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }));
    } catch {
      // The user `nobody` of Debian and most others.
      return 65_534;
    }
  };
  return { uid: id('-u'), gid: id('-g') };
}

/** Makes a folder, in the memory of the machine where there is such a place, for the server's user. */
export function makeFolder(prefix: string): string {
  // Not TMPDIR: a path of Postgres' socket may be 107 bytes long.
  const folder = mkdtempSync(join('/tmp', prefix));
  const user = unprivileged();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** A port of 127.0.0.1 that is free now, below a number. */
export async function freePort(below = 65_536): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    if (port < below) return port;
  }
}

const execute = promisify(execFile);

/** Runs a program as the server's user, and resolves to what it printed. */
export async function run(
  file: string,
  args: readonly string[],
): Promise<string> {
  const { stdout } = await execute(file, args, {
    ...unprivileged(),
    cwd: '/tmp',
    timeout: READY_TIMEOUT_MS,
  });
  return stdout;
}

/** Starts a server. */
export async function startServer(command: Command): Promise<Server> {
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(command.file, command.args, {
      ...unprivileged(),
      cwd: command.folder,
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    await untilItAnswers(command, child);
  };
  const kill = async (): Promise<void> => {
    if (child?.exitCode !== null) return;
    const gone = once(child, 'exit');
    signalAll(child, 'SIGKILL');
    await gone;
    child = undefined;
  };
  const stop = async (): Promise<void> => {
    process.off('exit', stopAtExit);
    await kill();
    rmSync(command.folder, { recursive: true, force: true });
  };
  const stopAtExit = (): void => {
    signalAll(child, 'SIGKILL');
    rmSync(command.folder, { recursive: true, force: true });
  };
  process.once('exit', stopAtExit);
  await start();
  return {
    url: command.url,
    port: command.port,
    async restart() {
      await kill();
      await start();
    },
    kill,
    start,
    freeze: () => {
      signalAll(child, 'SIGSTOP');
    },
    thaw: () => {
      signalAll(child, 'SIGCONT');
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Postgres has a process for each connection; a signal for its first one stops none of them. */
function signalAll(
  child: ChildProcess | undefined,
  signal: NodeJS.Signals,
): void {
  if (child?.pid === undefined) return;
  const children = childrenOf(child.pid);
  child.kill(signal);
  for (const pid of children) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended already.
    }
  }
}

/** Where the system says so, as Linux does. */
function childrenOf(parent: number): number[] {
  if (!existsSync('/proc/self/stat')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        // The name of the program is in brackets, and may hold anything.
        const [, ppid] = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        return Number(ppid) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function untilItAnswers(
  { file, ping }: Command,
  child: ChildProcess,
): Promise<void> {
  const end = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`${file} ended with code ${String(child.exitCode)}.`);
    try {
      await ping();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
