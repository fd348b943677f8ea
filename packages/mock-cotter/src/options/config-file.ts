import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { problemOf } from './problem.ts';
import { OPTIONS } from './schema.ts';
import { WrongOption } from './wrong-option.ts';

/** A configuration file as it was read. */
export interface ConfigFile {
  /** As it was named. */
  readonly name: string;
  /** Where the files that it names are looked for. */
  readonly folder: string;
  /** Options by name, each as options.yaml wants it. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Reads a configuration file: options by name, in JSON.
 *
 * @throws {WrongOption} that names the file, the key and what it must be, and quotes nothing of it
 */
export function readConfigFile(name: string): ConfigFile {
  let options;
  try {
    options = JSON.parse(readFileSync(name, 'utf8')) as unknown;
  } catch (error) {
    throw new WrongOption(
      error instanceof SyntaxError
        ? `${name} is not JSON.`
        : `${name} cannot be read: ${codeOf(error)}.`,
    );
  }
  const problem = problemOf(
    { type: 'object', properties: { $schema: {}, ...OPTIONS } },
    options,
  );
  if (problem !== undefined)
    throw new WrongOption(
      problem.path.length === 0
        ? `${name} must hold an object.`
        : `${name}: ${problem.path.join('.')} ${problem.says}`,
    );
  const { $schema: _, ...rest } = options as Record<string, unknown>;
  return { name, folder: dirname(resolve(name)), options: rest };
}

/**
 * Reads the text of a file that an option names.
 *
 * @param called the option as it was given
 * @throws {WrongOption}
 */
export function readNamedFile(
  called: string,
  folder: string,
  path: string,
): string {
  try {
    return readFileSync(resolve(folder, path), 'utf8');
  } catch (error) {
    throw new WrongOption(
      `${called} must name a file that can be read: ${codeOf(error)}.`,
    );
  }
}

/** Whatever makes reading a file fail has a code. */
function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
