import { createRequire } from 'node:module';
import { readCommandLine } from './options/command-line.ts';
import type { MockCotterOptions } from './options/options.ts';
import { WrongOption } from './options/wrong-option.ts';
import type { MockCotter } from './mock.ts';
import { startMockCotter } from './start.ts';

/** What the command line needs of its surroundings. */
export interface Surroundings {
  /** Takes lines for standard output. */
  readonly print: (line: string) => void;
  /** Takes lines for standard error. */
  readonly complain: (line: string) => void;
  /** The environment's variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the mock is to stop. */
  readonly stop: AbortSignal;
}

/**
 * Runs the command line until it is told to stop.
 *
 * @returns the exit code: 0 when all went well, 1 when the mock cannot start, 2 when an option is wrong
 */
export async function runCli(
  args: readonly string[],
  { print, complain, env, stop }: Surroundings,
): Promise<number> {
  if (args[0] === 'mint') {
    // On demand: who starts a mock does not wait for a client of it.
    const { runMint } = await import('./mint-command.ts');
    return runMint(args.slice(1), { print, complain, env });
  }
  let order;
  try {
    order = await readCommandLine(args, env);
  } catch (error) {
    if (!(error instanceof WrongOption)) throw error;
    complain(`mock-cotter: ${error.message} (see --help)`);
    return 2;
  }
  if (order.help) {
    print((await import('./options/help.ts')).helpText());
    return 0;
  }
  if (order.version) {
    print(version());
    return 0;
  }
  let mock: MockCotter;
  try {
    mock = await startMockCotter({ ...order.options, log: complain });
  } catch (error) {
    complain(`mock-cotter: ${cannotStart(error, order.options)}`);
    // An option that only the start could find wrong.
    return error instanceof TypeError ? 2 : 1;
  }
  print(`mock-cotter ready on ${mock.url}`);
  for (const line of mock.curlLines()) print(line);
  await aborted(stop);
  await mock.close();
  return 0;
}

function cannotStart(
  error: unknown,
  { host = '', port = 0 }: MockCotterOptions,
): string {
  const code =
    error instanceof Error && 'code' in error ? error.code : undefined;
  // An error of the system has a code; others are about the options.
  if (code === undefined) return messageOf(error);
  if (code === 'EADDRINUSE') {
    return `port ${String(port)} of ${host} is in use; choose another with --port, or 0 for a free one`;
  }
  return `cannot listen on port ${String(port)} of ${host}: ${messageOf(error)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function version(): string {
  const manifest = createRequire(import.meta.url)('../package.json') as {
    version: string;
  };
  return manifest.version;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener('abort', () => {
        resolve();
      });
  });
}
