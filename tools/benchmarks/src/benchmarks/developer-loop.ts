import { existsSync } from 'node:fs';
import { appendFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Benchmark, Context, Finding } from '../benchmark.ts';
import { spreadOf } from '../spread.ts';
import { workspace } from '../workspace.ts';

/** The longest time for all steps together. */
const LIMIT_MS = 30 * 60_000;

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
    } finally {
      await rm(clone, { recursive: true, force: true });
    }
  },
};

/** What a developer does, in this order: each step finds what the ones before it left. */
function steps(clone: string) {
  const touch = (path: string, comment: string) =>
    appendFile(join(clone, path), comment);
  return [
    { name: 'all targets, cold', before: () => Promise.resolve(), sync: false },
    {
      name: 'all targets, nothing changed',
      before: () => Promise.resolve(),
      sync: false,
    },
    {
      name: 'all targets after a change of one SDK file',
      before: () => touch('packages/cotter-sdk/src/client.ts', '// touched\n'),
      sync: false,
    },
    {
      name: 'all targets after a change of openapi.yaml, sync included',
      before: () => touch('packages/cotter-types/openapi.yaml', '# touched\n'),
      sync: true,
    },
  ];
}

async function measure({ children, progress }: Context, clone: string) {
  await children.run('git', ['clone', '--quiet', workspace(), clone]);
  await copyDependencies(clone);
  const endsAt = performance.now() + LIMIT_MS;
  const nx = (...args: string[]) =>
    children.run(
      process.execPath,
      ['node_modules/nx/dist/bin/nx.js', ...args],
      {
        cwd: clone,
        timeout: Math.max(1, endsAt - performance.now()),
        env: ownEnvironment(),
      },
    );
  const findings: Finding[] = [];
  const notes = [
    '`nx run-many -t build lint typecheck test`, once each, because it takes minutes and has no peer to be compared with; without the Nx daemon.',
  ];
  for (const { name, before, sync } of steps(clone)) {
    progress(name);
    await before();
    const start = performance.now();
    try {
      if (sync) await nx('sync');
      await nx('run-many', '-t', 'build', 'lint', 'typecheck', 'test');
    } catch (error) {
      // Its figures are no one's goal, so what was measured before is not given up for them.
      process.stderr.write(`${String(error)}\n`);
      notes.push(
        performance.now() < endsAt
          ? `Not measured: ${name}, because a target failed.`
          : `Not measured: ${name}, because all steps together may take ${String(LIMIT_MS / 60_000)} minutes.`,
      );
      break;
    }
    const spread = spreadOf([(performance.now() - start) / 1000]);
    findings.push({ name, unit: 's', spread });
  }
  return findings.length === 0
    ? { skipped: notes.slice(1).join(' ') }
    : { findings, notes };
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
  return {
    ...Object.fromEntries(own),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_ISOLATE_PLUGINS: 'false',
  };
}
