import { createRequire } from 'node:module';
import type { CliContext } from './context.ts';
import { OptionError } from '../options/check.ts';
import { readCommandLine } from '../options/command-line.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';

/**
 * Runs the command line until `stop` is aborted.
 *
 * @returns the exit code: 0 when all went well, 1 when the mock cannot start, 2 when an option is not valid
 */
export async function runCli(
  args: readonly string[],
  { stdout, stderr, env, stop }: CliContext,
): Promise<number> {
  const [command, ...others] = args;
  if (command === 'mint') {
    // Loaded only if needed, so that the mock starts faster.
    const { runMint } = await import('./mint-command.ts');
    return runMint(others, { stdout, stderr, env });
  }
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
  for (const warning of input.warnings) stderr(`mock-cotter: ${warning}`);
  let mock: MockCotter;
  try {
    mock = await startMockCotter({ ...input.options, log: stderr });
  } catch (error) {
    stderr(`mock-cotter: ${cannotStart(error)}`);
    // An option that only the start could find wrong.
    return error instanceof TypeError ? 2 : 1;
  }
  stdout(`mock-cotter ready on ${mock.url}`);
  for (const line of mock.curlLines()) stdout(line);
  await aborted(stop);
  await mock.close();
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
