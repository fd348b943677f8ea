import { existsSync } from 'node:fs';
import { access, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Benchmark, Context, Finding } from '../benchmark.ts';
import { spreadOf } from '../spread.ts';
import { workspace } from '../workspace.ts';

/** The longest time for one of them. */
const LIMIT_MS = 10 * 60_000;

const ALL_TESTS = 'npm test';

/** Files, each by its project, and what one like it is called. The tests that import one of them run again. */
const CHANGED = {
  'a check of tokens': ['cotter-sdk', 'src/verify/claim-checks.ts'],
  'a command of the mock': ['mock-cotter', 'src/cli/explain-command.ts'],
  'a handler of the mock': ['mock-cotter', 'src/handlers/exchange-token.ts'],
  'the session': ['cotter-sdk', 'src/session/session.ts'],
} as const;
const RETESTS = 3;

const retest = (what: string) => `tests after a change of ${what}`;

/** What a developer waits for, in a clone of the commit with a cache of its own. */
export const developerLoop: Benchmark = {
  name: 'developer-loop',
  title: 'Developer loop',
  goals: [
    { finding: ALL_TESTS, atMost: 120 },
    ...Object.keys(CHANGED).map((what) => ({
      finding: retest(what),
      atMost: 5,
    })),
  ],
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

async function measure({ children, progress }: Context, clone: string) {
  await children.run('git', ['clone', '--quiet', workspace(), clone]);
  await copyDependencies(clone);
  const timed = async (
    name: string,
    times: number,
    folder: string,
    command: string,
    ...args: string[]
  ): Promise<Finding> => {
    progress(name);
    const seconds: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const start = performance.now();
      await children.run(command, args, {
        cwd: join(clone, folder),
        timeout: LIMIT_MS,
      });
      seconds.push((performance.now() - start) / 1000);
    }
    return { name, unit: 's', spread: spreadOf(seconds) };
  };
  const vitest = join(clone, 'node_modules/vitest/vitest.mjs');
  const findings = [await timed(ALL_TESTS, 1, '.', 'npm', 'test')];
  for (const [what, [project, file]] of Object.entries(CHANGED)) {
    const folder = join('packages', project);
    // Of a file that is not there, Vitest runs no test.
    await access(join(clone, folder, file));
    findings.push(
      await timed(
        retest(what),
        RETESTS,
        folder,
        process.execPath,
        ...[vitest, 'related', file, '--run'],
      ),
    );
  }
  const notes = [
    `\`${ALL_TESTS}\` once; \`vitest related\` with each changed file ${String(RETESTS)} times. A file that much imports takes the tests of all of it; those of sessions wait for leases to end.`,
  ];
  return { findings, notes };
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
