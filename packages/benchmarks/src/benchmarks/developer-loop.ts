import { existsSync } from 'node:fs';
import { appendFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Benchmark, Context } from '../benchmark.ts';
import { spreadOf } from '../spread.ts';
import { workspace } from '../workspace.ts';

/** The longest time for one command. */
const LIMIT_MS = 5 * 60_000;

/** Build, lint, type check and test of everything, in a clone of the commit with a cache of its own. */
export const developerLoop: Benchmark = {
  name: 'developer-loop',
  title: 'Developer loop',
  goals: [],
  async run(context) {
    if (context.quick)
      return { skipped: 'it takes minutes; run without --quick' };
    const clone = await mkdtemp(join(tmpdir(), 'developer-loop-'));
    try {
      return await measure(context, clone);
    } catch (error) {
      // Its figures are no one's goal, so a run of minutes is not given up for them.
      process.stderr.write(`${String(error)}\n`);
      return {
        skipped: `the targets did not pass in a clone of the commit within ${String(LIMIT_MS / 60_000)} minutes each`,
      };
    } finally {
      await rm(clone, { recursive: true, force: true });
    }
  },
};

async function measure({ children }: Context, clone: string) {
  await children.run('git', ['clone', '--quiet', workspace(), clone]);
  await copyDependencies(clone);
  const nx = (...args: string[]) =>
    children.run(
      process.execPath,
      ['node_modules/nx/dist/bin/nx.js', ...args],
      {
        cwd: clone,
        timeout: LIMIT_MS,
        env: ownEnvironment(),
      },
    );
  const all = () => nx('run-many', '-t', 'build', 'lint', 'typecheck', 'test');
  const seconds = async (name: string, action: () => Promise<unknown>) => {
    const start = performance.now();
    await action();
    const spread = spreadOf([(performance.now() - start) / 1000]);
    return { name, unit: 's', spread };
  };
  const touch = (path: string, comment: string) =>
    appendFile(join(clone, path), comment);

  const cold = await seconds('all targets, cold', all);
  const warm = await seconds('all targets, nothing changed', all);
  await touch('packages/cotter-types/openapi.yaml', '# touched\n');
  const description = await seconds(
    'all targets after a change of openapi.yaml, sync included',
    async () => {
      await nx('sync');
      await all();
    },
  );
  await touch('packages/cotter-sdk/src/client.ts', '// touched\n');
  const sdk = await seconds('all targets after a change of one SDK file', all);
  return {
    findings: [cold, warm, description, sdk],
    notes: [
      '`nx run-many -t build lint typecheck test`, once each, because it takes minutes and has no peer to be compared with; without the Nx daemon.',
    ],
  };
}

/** As they are installed: links between the projects lead into the clone. */
async function copyDependencies(clone: string): Promise<void> {
  const projects = await Promise.all(
    ['packages', 'tools'].map(async (folder) =>
      (await readdir(workspace(folder))).map((name) => `${folder}/${name}`),
    ),
  );
  for (const project of ['.', ...projects.flat()]) {
    const path = `${project}/node_modules`;
    // A project may have no dependencies of its own.
    if (!existsSync(workspace(path))) continue;
    await cp(workspace(path), join(clone, path), {
      recursive: true,
      verbatimSymlinks: true,
      // Caches of tools, which would make a cold run warm.
      filter: (source) => !/node_modules\/\.(cache|vite)/.test(source),
    });
  }
}

/** Without what the Nx that runs this benchmark tells its tasks: the clone is a workspace of its own. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('NX_'),
  );
  return { ...Object.fromEntries(own), NX_DAEMON: 'false' };
}
