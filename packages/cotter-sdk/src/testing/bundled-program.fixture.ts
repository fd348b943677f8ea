import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

export interface BundledProgram {
  /** For what belongs to the program's processes. */
  readonly folder: string;
  /** What `fork` starts. */
  readonly file: string;
  readonly remove: () => Promise<void>;
}

/** Bundles a TypeScript program, so that a child process can run it. */
export async function bundleProgram(source: URL): Promise<BundledProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'cotter-program-'));
  const file = join(folder, 'program.mjs');
  const build = await rolldown({
    input: fileURLToPath(source),
    platform: 'node',
    resolve: { conditionNames: ['@org/source', 'node', 'import', 'default'] },
  });
  await build.write({ file, format: 'esm', codeSplitting: false });
  const remove = () => rm(folder, { recursive: true, force: true });
  return { folder, file, remove };
}
