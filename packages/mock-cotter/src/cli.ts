import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { startMockCotter, type MockCotter } from './start.ts';
import type { Rotation } from './state/sessions.ts';

const HELP = `Usage: mock-cotter [options]

Answers as Cotter's OAuth token API does, on this machine.

Options:
  --port <number>   port to listen on, 0 to 65535; 0 takes a free one (default: 4010)
  --host <address>  address to listen on (default: 127.0.0.1)
  --rotation <mode> what a refresh does to the refresh token used: strict replaces it, and revokes the session
                    if it comes again; a number of milliseconds is how long it may come again; none keeps it
                    (default: strict)
  --strict          refuse what production would refuse: signatures, expiry, freshness and API keys are checked
  --help            show this text
  --version         show the version

SIGINT or SIGTERM stops it, after the requests under way.`;

/** What the command line needs of its surroundings. */
export interface Surroundings {
  /** Takes lines for standard output. */
  readonly print: (line: string) => void;
  /** Takes lines for standard error. */
  readonly complain: (line: string) => void;
  /** Aborted when the mock is to stop. */
  readonly stop: AbortSignal;
}

/**
 * Runs the command line until it is told to stop.
 *
 * @returns the exit code: 0 when all went well, 1 when the mock cannot listen, 2 when an argument is wrong
 */
export async function runCli(
  args: readonly string[],
  { print, complain, stop }: Surroundings,
): Promise<number> {
  let flags;
  try {
    flags = parseFlags(args);
  } catch (error) {
    // parseArgs adds advice on positional arguments, of which there are none here.
    const [line] = messageOf(error).split('. ');
    complain(`mock-cotter: ${line ?? ''} (see --help)`);
    return 2;
  }
  if (flags.help) {
    print(HELP);
    return 0;
  }
  if (flags.version) {
    print(version());
    return 0;
  }
  let mock: MockCotter;
  try {
    mock = await startMockCotter({
      host: flags.host,
      port: flags.port,
      rotation: flags.rotation,
      strict: flags.strict,
      log: complain,
    });
  } catch (error) {
    complain(`mock-cotter: ${cannotListen(error, flags.host, flags.port)}`);
    return 1;
  }
  print(`mock-cotter ready on ${mock.url}`);
  for (const line of mock.curlLines()) print(line);
  await aborted(stop);
  await mock.close();
  return 0;
}

function parseFlags(args: readonly string[]): {
  help: boolean;
  version: boolean;
  host: string;
  port: number;
  rotation: Rotation;
  strict: boolean;
} {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '4010' },
      rotation: { type: 'string', default: 'strict' },
      strict: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
    },
  });
  if (values.host === '') throw new Error('--host must not be empty');
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
    throw new Error('--port must be an integer from 0 to 65535');
  return {
    ...values,
    port: Number(values.port),
    rotation: rotationOf(values.rotation),
  };
}

function rotationOf(text: string): Rotation {
  if (text === 'strict' || text === 'none') return text;
  if (!/^\d{1,12}$/.test(text))
    throw new Error(
      '--rotation must be strict, none or a number of milliseconds',
    );
  return { graceMs: Number(text) };
}

function cannotListen(error: unknown, host: string, port: number): string {
  const code =
    error instanceof Error && 'code' in error ? error.code : undefined;
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
