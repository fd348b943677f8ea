import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { OptionError, parseOptions } from './check.ts';

/** A configuration file as it was read. */
export interface ConfigFile {
  /** As it was named. */
  readonly name: string;
  /** The folder for relative paths in it. */
  readonly folder: string;
  /** Options by name. Where an option names a file, its path. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Reads a configuration file: options by name, in JSON.
 *
 * @throws {OptionError} that names the file, the key and what it must be, without its content
 */
export function readConfigFile(name: string): ConfigFile {
  let options;
  try {
    options = JSON.parse(readFileSync(name, 'utf8')) as unknown;
  } catch (error) {
    throw new OptionError(
      error instanceof SyntaxError
        ? `${name} is not JSON.`
        : `${name} cannot be read: ${codeOf(error)}.`,
    );
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new OptionError(`${name} must hold an object.`);
  const { $schema: _, ...rest } = options as Record<string, unknown>;
  const checked = parseOptions(rest);
  if (!('options' in checked))
    throw new OptionError(
      `${name}: ${checked.path.join('.')} ${checked.message}`,
    );
  return { name, folder: dirname(resolve(name)), options: rest };
}

/**
 * Reads the text of a file that an option names.
 *
 * @param option the option as it was given
 * @throws {OptionError}
 */
export function readNamedFile(
  option: string,
  folder: string,
  path: string,
): string {
  try {
    return readFileSync(resolve(folder, path), 'utf8');
  } catch (error) {
    throw new OptionError(
      `${option} must name a file that can be read: ${codeOf(error)}.`,
    );
  }
}

/** Every failure to read a file has a code. */
function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
