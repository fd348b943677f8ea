import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { startMockCotter, type MockCotter } from './start.ts';
import type { Rotation } from './state/sessions.ts';

const HELP = `Usage: mock-cotter [options]
       mock-cotter mint identity|event|access|id [options]

Answers as Cotter's OAuth token API does, on this machine. mint prints a token of a running mock (see mint --help).

Options:
  --port <number>   port to listen on, 0 to 65535; 0 takes a free one (default: 4010)
  --host <address>  address to listen on (default: 127.0.0.1)
  --now <time>      where the clock stands still from the start, in ISO 8601: 2026-01-01T00:00:00Z (default: it runs
                    with the system's)
  --rotation <mode> what a refresh does to the refresh token used: strict replaces it, and revokes the session
                    if it comes again; a number of milliseconds is how long it may come again; none keeps it
                    (default: strict)
  --seed <text>     what keys, ids and refresh tokens follow from: with --now, the same requests in the same order are
                    answered with the same bytes (default: they are random)
  --strict          refuse what production would refuse: signatures, expiry, freshness and API keys are checked
  --allow-production
                    start though NODE_ENV is production
  --help            show this text
  --version         show the version

Environment:
  MOCK_COTTER_CONTROL_TOKEN  what callers of the control API below /__mock must send as Authorization: Bearer
                    (default: none; programs on this machine are let in, unless --host lets others reach the mock)

SIGINT or SIGTERM stops it, after the requests under way.`;

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
 * @returns the exit code: 0 when all went well, 1 when the mock cannot start, 2 when an argument is wrong
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
    const controlToken = env['MOCK_COTTER_CONTROL_TOKEN'];
    mock = await startMockCotter({
      allowProduction: flags['allow-production'],
      ...(controlToken === undefined ? {} : { controlToken }),
      host: flags.host,
      port: flags.port,
      ...(flags.now === undefined ? {} : { now: flags.now }),
      rotation: flags.rotation,
      ...(flags.seed === undefined ? {} : { seed: flags.seed }),
      strict: flags.strict,
      log: complain,
    });
  } catch (error) {
    complain(`mock-cotter: ${cannotStart(error, flags.host, flags.port)}`);
    return 1;
  }
  print(`mock-cotter ready on ${mock.url}`);
  for (const line of mock.curlLines()) print(line);
  await aborted(stop);
  await mock.close();
  return 0;
}

function parseFlags(args: readonly string[]): {
  'allow-production': boolean;
  help: boolean;
  version: boolean;
  host: string;
  port: number;
  now: Date | undefined;
  rotation: Rotation;
  seed: string | undefined;
  strict: boolean;
} {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'allow-production': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '4010' },
      now: { type: 'string' },
      rotation: { type: 'string', default: 'strict' },
      seed: { type: 'string' },
      strict: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
    },
  });
  if (values.host === '') throw new Error('--host must not be empty');
  if (values.seed === '') throw new Error('--seed must not be empty');
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
    throw new Error('--port must be an integer from 0 to 65535');
  return {
    ...values,
    port: Number(values.port),
    now: values.now === undefined ? undefined : timeOf(values.now),
    rotation: rotationOf(values.rotation),
    seed: values.seed,
  };
}

function timeOf(text: string): Date {
  const time = new Date(text);
  // A date without a zone would mean another time on another machine.
  if (
    !/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ||
    Number.isNaN(time.getTime())
  )
    throw new Error('--now must be a time in ISO 8601 with its zone');
  return time;
}

function rotationOf(text: string): Rotation {
  if (text === 'strict' || text === 'none') return text;
  if (!/^\d{1,12}$/.test(text))
    throw new Error(
      '--rotation must be strict, none or a number of milliseconds',
    );
  return { graceMs: Number(text) };
}

function cannotStart(error: unknown, host: string, port: number): string {
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
