// Packages as a stranger gets them: packed, and unpacked into an application of its own.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const run = promisify(execFile);

/** The workspace's folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Packs packages as they are, and unpacks them where an application finds them.
 *
 * @param folders below `packages`
 * @param application the application's folder
 * @returns their names, and where they stand now
 */
export async function installPacked(
  folders: readonly string[],
  application: string,
): Promise<{ readonly name: string; readonly folder: string }[]> {
  const { stdout } = await run(
    'npm',
    [
      'pack',
      ...folders.map((folder) => `./packages/${folder}`),
      '--pack-destination',
      application,
      '--json',
    ],
    { cwd: root },
  );
  const packed = JSON.parse(stdout) as { name: string; filename: string }[];
  return Promise.all(
    packed.map(async ({ name, filename }) => {
      const folder = join(application, 'node_modules', name);
      await mkdir(folder, { recursive: true });
      await run('tar', [
        '-xzf',
        join(application, filename),
        '-C',
        folder,
        '--strip-components=1',
      ]);
      return { name, folder };
    }),
  );
}
