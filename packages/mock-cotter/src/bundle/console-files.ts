import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';
import { files } from '../console/files.ts';

/** Puts the files of the console into the bundle. */
export function consoleFiles(): Plugin {
  return {
    name: 'console-files',
    load: (id) =>
      basename(dirname(id)) === 'console' && basename(id) === 'files.js'
        ? `export const files = ${JSON.stringify(files)};`
        : undefined,
  };
}

/** The modules of other packages that are in the console. */
export function consoleModules(): string[] {
  const folder = fileURLToPath(
    new URL('../../../mock-console/', import.meta.url),
  );
  const modules = JSON.parse(
    readFileSync(join(folder, 'dist/modules.json'), 'utf8'),
  ) as string[];
  return modules.map((module) => join(folder, module));
}
