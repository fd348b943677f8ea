import { createRequire } from 'node:module';
import type { CliContext } from './context.ts';
import type { ControlCommand } from './control-command.ts';
import { OptionError } from '../options/check.ts';
import { readCommandLine } from '../options/command-line.ts';
import { startReportingMock, type ReportingMock } from '../start.ts';

/** Commands that ask a running mock. Each is loaded only if needed, so that the mock starts faster. */
const COMMANDS = new Map<string, (run: Run) => Promise<number>>([
  ['curl', async (run) => run((await import('./curl-command.ts')).curlCommand)],
  [
    'explain',
    async (run) => run((await import('./explain-command.ts')).explainCommand),
  ],
  ['mint', async (run) => run((await import('./mint-command.ts')).mintCommand)],
]);

type Run = <Order>(command: ControlCommand<Order>) => Promise<number>;

/**
 * Runs the command line until `stop` is aborted.
 *
 * @returns the exit code: 0 when all went well, 1 when the mock cannot start, 2 when an option is not valid
 */
export async function runCli(
  args: readonly string[],
  { stop, ...context }: CliContext,
): Promise<number> {
  const [command = '', ...others] = args;
  const load = COMMANDS.get(command);
  if (load !== undefined) {
    const { runControlCommand } = await import('./control-command.ts');
    return load((loaded) => runControlCommand(loaded, others, context));
  }
  const { stdout, stderr, env, colour = false } = context;
  let input;
  try {
    input = await readCommandLine(flagsOf(args), env);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    stderr(`mock-cotter: ${error.message} (see --help)`);
    return 2;
  }
  if (input.help) {
    stdout((await import('../options/help.ts')).helpText());
    return 0;
  }
  if (input.version) {
    stdout(version());
    return 0;
  }
  const { quiet, format, options } = input;
  const json = format === 'json';
  const print = (event: string, line: string): void => {
    if (json) stdout(JSON.stringify({ event, message: line }));
    else stderr(line);
  };
  for (const warning of input.warnings)
    print('warning', `mock-cotter: ${warning}`);
  let mock: ReportingMock;
  try {
    mock = await startReportingMock(
      {
        ...options,
        log: (line) => {
          print('log', line);
        },
      },
      quiet
        ? undefined
        : // Loaded only if needed.
          (await import('./request-lines.ts')).createRequestLines({
            json,
            colour,
            print: stdout,
          }),
    );
  } catch (error) {
    stderr(`mock-cotter: ${cannotStart(error)}`);
    // An option that only the start could find wrong.
    return error instanceof TypeError ? 2 : 1;
  }
  if (json) stdout(JSON.stringify({ event: 'ready', url: mock.url }));
  else {
    stdout(`mock-cotter ready on ${mock.url}`);
    if (!quiet)
      for (const line of (await import('./banner.ts')).banner(mock, options))
        stdout(line);
  }
  await aborted(stop);
  try {
    await mock.close();
  } catch (error) {
    stderr(`mock-cotter: ${messageOf(error)}`);
    return 1;
  }
  return 0;
}

/** The flags of a command line that may start with the name of what the mock does anyway, or with `help`. */
function flagsOf(args: readonly string[]): readonly string[] {
  const [command, ...others] = args;
  if (command === 'serve') return others;
  return command === 'help' ? ['--help'] : args;
}

function cannotStart(error: unknown): string {
  // An error of the system has a code; others are about the options.
  if (!(error instanceof Error) || !('code' in error)) return messageOf(error);
  const { code, address, port } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  return code === 'EADDRINUSE'
    ? `port ${String(port)} of ${String(address)} is in use; choose another with --port, or 0 for a free one`
    : `cannot listen: ${error.message}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function version(): string {
  // By the package's own name, which leads to its root from the bundle and from the sources.
  const require = createRequire(import.meta.url);
  const manifest = require('@org/mock-cotter/package.json') as {
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
