import { resolve } from 'node:path';
import { isServer } from '../state/shared/address.ts';
import { parseArgs } from 'node:util';
import type { ConfigFile } from './config-file.ts';
import type { MockCotterOptions } from './options.ts';
import { OptionError, problemWith } from './check.ts';
import { didYouMean } from './did-you-mean.ts';
import { VARIABLE_PREFIX, allOptions, type Option } from './schema.ts';

type RawFlags = Readonly<Record<string, string | boolean | undefined>>;

/** What the command line asks for. */
export interface CliInput {
  readonly help: boolean;
  readonly version: boolean;
  /** Whether requests are not printed. */
  readonly quiet: boolean;
  /** How events are printed. */
  readonly format: 'json' | 'text';
  /** From flags, variables, the configuration file, and the defaults of the command line. */
  readonly options: MockCotterOptions;
  /** What to tell the user before the start: variables that are ignored. */
  readonly warnings: readonly string[];
}

/** The value of an option, and where it comes from. */
interface OptionSource {
  /** The name of the option in this source. */
  readonly name: string;
  readonly value: unknown;
  /** The folder for a relative path in the value. */
  readonly folder: string;
}

const LOG_VARIABLE = `${VARIABLE_PREFIX}LOG`;
const QUIET_VARIABLE = `${VARIABLE_PREFIX}QUIET`;
const CONFIG_VARIABLE = `${VARIABLE_PREFIX}CONFIG`;

/**
 * Reads flags, then variables, then the configuration file that one of them names; the first that has an option wins.
 *
 * @throws {OptionError} that names the flag, the variable, or the file and its key, without the value
 */
export async function readCommandLine(
  args: readonly string[],
  environment: Variables,
): Promise<CliInput> {
  const all = allOptions();
  const flags = readFlags(args, all);
  const help = flags['help'] === true;
  const version = flags['version'] === true;
  // Help must work with any other settings.
  if (help || version)
    return {
      help,
      version,
      quiet: false,
      format: 'text',
      options: {},
      warnings: [],
    };
  const env = ownVariables(environment);
  const quiet = oneOf('quiet', QUIET_VARIABLE, ['true', 'false'], flags, env);
  const format = oneOf('log', LOG_VARIABLE, ['text', 'json'], flags, env);
  const config = flags['config'] ?? env[CONFIG_VARIABLE];
  const file =
    config === undefined
      ? undefined
      : // Loaded only if there is one.
        (await import('./config-file.ts')).readConfigFile(String(config));
  const options: Record<string, unknown> = {};
  for (const option of all) {
    const value = await valueOf(option, flags, env, file);
    if (value !== undefined) setOption(options, option.path, value);
  }
  refuseHalves(options, all);
  return {
    help,
    version,
    quiet: quiet === 'true',
    format: format ?? 'text',
    options,
    warnings: unknownVariables(env, all),
  };
}

/** The value of a flag or a variable that only the command line has. */
function oneOf<Value extends string>(
  flag: string,
  variable: string,
  values: readonly Value[],
  flags: RawFlags,
  env: Variables,
): Value | undefined {
  const [name, given] =
    flags[flag] === undefined
      ? [variable, env[variable]]
      : [`--${flag}`, String(flags[flag])];
  if (given === undefined) return undefined;
  const value = values.find((each) => each === given);
  if (value === undefined)
    throw new OptionError(`${name} must be ${values.join(' or ')}.`);
  return value;
}

function readFlags(args: readonly string[], all: readonly Option[]): RawFlags {
  const options: Record<
    string,
    { type: 'boolean' | 'string'; short?: string }
  > = {
    config: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    log: { type: 'string' },
    quiet: { type: 'boolean' },
    version: { type: 'boolean' },
  };
  for (const { flag, info } of all) {
    if (flag !== undefined)
      options[flag] = { type: info.value === undefined ? 'boolean' : 'string' };
  }
  try {
    return parseArgs({ args: [...args], options, allowNegative: true }).values;
  } catch (error) {
    // parseArgs adds advice on positional arguments, of which there are none here.
    const [line = ''] = (error as Error).message.split('. ');
    const unknown = /^Unknown option '(--[^']*)'/.exec(line)?.[1];
    if (unknown === undefined) throw new OptionError(line);
    const names = Object.keys(options).map((name) => `--${name}`);
    throw new OptionError(`${line}.${didYouMean(unknown, names)}`);
  }
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Kubernetes and Docker set variables for each service that a container can reach. Those of a service named `mock-cotter`
 * look like the mock's own.
 *
 * Source: kubernetes.io, "Service", "Environment variables".
 */
const SERVICE_VARIABLE =
  /^MOCK_COTTER_(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?|NAME|ENV_\w+)$/;

/** Without what a container platform has set. `MOCK_COTTER_PORT` is an address then, not a port. */
function ownVariables(env: Variables): Variables {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name, value]) =>
        !SERVICE_VARIABLE.test(name) &&
        !(
          name === `${VARIABLE_PREFIX}PORT` &&
          /^(tcp|udp|sctp):\/\//.test(value ?? '')
        ),
    ),
  );
}

/** A warning for each variable that looks like one of the mock's and is none. */
function unknownVariables(
  env: Variables,
  all: readonly Option[],
): readonly string[] {
  const known = [
    CONFIG_VARIABLE,
    LOG_VARIABLE,
    QUIET_VARIABLE,
    ...all.map(({ variable }) => variable),
  ];
  return Object.keys(env)
    .filter((name) => name.startsWith(VARIABLE_PREFIX) && !known.includes(name))
    .map(
      (name) =>
        `unknown variable ${name} is ignored.${didYouMean(name, known)}`,
    );
}

async function valueOf(
  option: Option,
  flags: RawFlags,
  env: Variables,
  file: ConfigFile | undefined,
): Promise<unknown> {
  const { info } = option;
  const source =
    fromFlags(option, flags) ??
    fromText(option, option.variable, env[option.variable]) ??
    fromFile(option, file);
  // The other defaults are those of the schema.
  if (source === undefined) return info.commandLineDefault;
  const { name, value, folder } = source;
  const problem = problemWith(option, value);
  if (problem !== undefined) throw new OptionError(`${name} ${problem}`);
  if (info.path === true && folder !== '' && !isServer(String(value)))
    return resolve(folder, String(value));
  return info.file === true
    ? // Loaded only if TLS is used.
      (await import('./config-file.ts')).readNamedFile(
        name,
        folder,
        String(value),
      )
    : value;
}

function fromFlags(option: Option, flags: RawFlags): OptionSource | undefined {
  const { flag } = option;
  return flag === undefined
    ? undefined
    : fromText(option, `--${flag}`, flags[flag]);
}

function fromText(
  { info: { fromText: read } }: Option,
  name: string,
  text: string | boolean | undefined,
): OptionSource | undefined {
  if (text === undefined) return undefined;
  const value = read === undefined ? String(text) : read(String(text));
  return { name, value, folder: '' };
}

function fromFile(
  { path }: Option,
  file: ConfigFile | undefined,
): OptionSource | undefined {
  if (file === undefined) return undefined;
  let value: unknown = file.options;
  for (const name of path)
    value = (value as Record<string, unknown> | undefined)?.[name];
  return value === undefined
    ? undefined
    : { name: `${file.name}: ${path.join('.')}`, value, folder: file.folder };
}

function setOption(
  options: Record<string, unknown>,
  [first = '', second]: readonly string[],
  value: unknown,
): void {
  if (second === undefined) options[first] = value;
  else options[first] = { ...(options[first] as object), [second]: value };
}

/** An option of several parts needs them all, wherever each comes from. */
function refuseHalves(
  options: Readonly<Record<string, unknown>>,
  all: readonly Option[],
): void {
  for (const { path, flag } of all) {
    const [name = '', part] = path;
    const whole = options[name];
    if (part === undefined || whole === undefined) continue;
    if (part in (whole as object)) continue;
    const parts = all.flatMap((each) =>
      each.path[0] === name ? (each.path[1] ?? []) : [],
    );
    throw new OptionError(
      `--${flag ?? part} is missing: ${name} needs ${parts.join(' and ')}.`,
    );
  }
}
