import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ApiError } from '../api/api-error.ts';
import { parseJson } from '../http/parse-json.ts';
import { OptionError, parseOptions, textOf } from './check.ts';

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
  let text;
  try {
    text = readFileSync(name, 'utf8');
  } catch (error) {
    throw new OptionError(`${name} cannot be read: ${reasonOf(error)}.`);
  }
  const options = jsonOf(name, text);
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new OptionError(`${name} must hold an object.`);
  const { $schema: _, ...rest } = options as Record<string, unknown>;
  const checked = parseOptions(rest);
  if (!('options' in checked))
    throw new OptionError(`${name}: ${textOf(checked.problems)}`);
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
      `${option} must name a file that can be read: ${reasonOf(error)}.`,
    );
  }
}

/** @throws {OptionError} that says where the text is not JSON */
function jsonOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    try {
      return parseJson(Buffer.from(text));
    } catch (error) {
      // In the words for a request's body, which give line and column.
      throw new OptionError(
        error instanceof ApiError
          ? error.message.replace('The body', name)
          : `${name} is not JSON.`,
      );
    }
  }
}

/** Every failure to read a file has a code. */
function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'there is no such file' : String(code);
}
