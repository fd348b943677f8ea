import { parseArgs } from 'node:util';
import type { ConfigFile } from './config-file.ts';
import type { MockCotterOptions } from './options.ts';
import { problemOf } from './problem.ts';
import { OPTIONS, VARIABLE_PREFIX, allOptions, type Option } from './schema.ts';
import { textValue } from './text-value.ts';
import { WrongOption } from './wrong-option.ts';

type Texts = Readonly<Record<string, string | boolean | undefined>>;

/** What the command line asks for. */
export interface Order {
  readonly help: boolean;
  readonly version: boolean;
  /** From flags, variables and the configuration file, and where none has a say, the command line's own defaults. */
  readonly options: MockCotterOptions;
}

/** The value of an option, and where it comes from. */
interface Given {
  /** The option as this source calls it. */
  readonly called: string;
  readonly value: unknown;
  /** Where a file that it names is looked for. */
  readonly folder: string;
}

const CONFIG_VARIABLE = `${VARIABLE_PREFIX}CONFIG`;

/**
 * Reads flags, then variables, then the configuration file that one of them names; the first that gives an option wins.
 *
 * @throws {WrongOption} that names the flag, the variable, or the file and its key, and quotes no value
 */
export async function readCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Order> {
  const all = allOptions();
  const flags = readFlags(args, all);
  const help = flags['help'] === true;
  const version = flags['version'] === true;
  // Who asks for help may have set anything.
  if (help || version) return { help, version, options: {} };
  refuseUnknownVariables(env, all);
  const config = flags['config'] ?? env[CONFIG_VARIABLE];
  const file =
    config === undefined
      ? undefined
      : // On demand: few have one.
        (await import('./config-file.ts')).readConfigFile(String(config));
  const options: Record<string, unknown> = {};
  for (const option of all) {
    const value = await valueOf(option, flags, env, file);
    if (value !== undefined) put(options, option.path, value);
  }
  refuseHalves(options, all);
  return { help, version, options };
}

function readFlags(args: readonly string[], all: readonly Option[]): Texts {
  const options: Record<string, { type: 'boolean' | 'string' }> = {
    config: { type: 'string' },
    help: { type: 'boolean' },
    version: { type: 'boolean' },
  };
  for (const { flag, schema } of all) {
    if (flag !== undefined)
      options[flag] = {
        type: schema.type === 'boolean' ? 'boolean' : 'string',
      };
  }
  try {
    return parseArgs({ args: [...args], options, allowNegative: true }).values;
  } catch (error) {
    // parseArgs adds advice on positional arguments, of which there are none here.
    const [line] = (error as Error).message.split('. ');
    throw new WrongOption(line);
  }
}

function refuseUnknownVariables(
  env: Readonly<Record<string, string | undefined>>,
  all: readonly Option[],
): void {
  const known = [CONFIG_VARIABLE, ...all.map(({ variable }) => variable)];
  for (const name of Object.keys(env)) {
    if (name.startsWith(VARIABLE_PREFIX) && !known.includes(name))
      throw new WrongOption(
        `${name} is no variable of the mock; there are: ${known.join(', ')}.`,
      );
  }
}

async function valueOf(
  option: Option,
  flags: Texts,
  env: Readonly<Record<string, string | undefined>>,
  file: ConfigFile | undefined,
): Promise<unknown> {
  const { schema } = option;
  const given =
    fromFlags(option, flags) ??
    fromText(option, option.variable, env[option.variable]) ??
    fromFile(option, file);
  if (given === undefined)
    return schema['x-command-line-default'] ?? schema.default;
  const { called, value, folder } = given;
  const problem = problemOf(schema, value);
  if (problem !== undefined) throw new WrongOption(`${called} ${problem.says}`);
  return schema['x-file'] === true
    ? // On demand: few use TLS.
      (await import('./config-file.ts')).readNamedFile(
        called,
        folder,
        String(value),
      )
    : value;
}

function fromFlags(option: Option, flags: Texts): Given | undefined {
  const { flag } = option;
  return flag === undefined
    ? undefined
    : fromText(option, `--${flag}`, flags[flag]);
}

function fromText(
  { schema }: Option,
  called: string,
  text: string | boolean | undefined,
): Given | undefined {
  if (text === undefined) return undefined;
  // A switch is true or false, spelled or not.
  return { called, value: textValue(schema, String(text)), folder: '' };
}

function fromFile(
  { path }: Option,
  file: ConfigFile | undefined,
): Given | undefined {
  if (file === undefined) return undefined;
  let value: unknown = file.options;
  for (const name of path)
    value = (value as Record<string, unknown> | undefined)?.[name];
  return value === undefined
    ? undefined
    : { called: `${file.name}: ${path.join('.')}`, value, folder: file.folder };
}

function put(
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
  for (const [name, { required = [] }] of Object.entries(OPTIONS)) {
    // What has parts is an object.
    const whole = options[name] as object | undefined;
    if (whole === undefined) continue;
    for (const part of required) {
      if (part in whole) continue;
      const missing = all.find(
        ({ path }) => path.join('.') === `${name}.${part}`,
      );
      throw new WrongOption(
        `--${missing?.flag ?? part} is missing: ${name} needs ${required.join(' and ')}.`,
      );
    }
  }
}
