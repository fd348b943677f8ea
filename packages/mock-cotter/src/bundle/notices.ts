import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  /** The older form. */
  readonly licenses?: readonly { readonly type: string }[];
}

/**
 * The licences of the packages that these modules come from.
 *
 * @throws {Error} if one names no licence
 */
export function noticesOf(modules: readonly string[]): string {
  const packages = new Map<string, string>();
  for (const module of modules) {
    const folder = packageFolder(module);
    if (folder === undefined) continue;
    const { name, version, licenses, ...rest } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    ) as Manifest;
    const title = `${name ?? ''} ${version ?? ''}`;
    const license =
      rest.license ?? licenses?.map(({ type }) => type).join(', ');
    if (license === undefined) throw new Error(`${title} names no licence.`);
    const texts = readdirSync(folder)
      .filter((file) => /^(licen[cs]e|notice)/i.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8').trim());
    packages.set(title, [`${title} (${license})`, ...texts].join('\n\n'));
  }
  const sorted = [...packages].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    'The files beside this one hold code of these packages.',
    ...sorted.map(([, text]) => text),
  ].join(`\n\n${'-'.repeat(72)}\n\n`);
}

/** The folder of the package that a module belongs to; `undefined` for one of this workspace. */
function packageFolder(module: string): string | undefined {
  if (!module.includes('/node_modules/')) return undefined;
  let folder = dirname(module);
  for (;;) {
    const manifest = join(folder, 'package.json');
    // Some packages hold folders with a manifest that only says which kind of modules they are.
    if (
      existsSync(manifest) &&
      (JSON.parse(readFileSync(manifest, 'utf8')) as Manifest).version !==
        undefined
    )
      return folder;
    folder = dirname(folder);
  }
}
