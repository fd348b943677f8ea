import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, totalmem } from 'node:os';
import process from 'node:process';
import type { Children } from './children.ts';
import { workspace } from './workspace.ts';

/** What a report must name, because figures mean nothing without it. It names no host and no path. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** The commit measured, or what of it is known; `+ changes` when files differ from it. */
  readonly commit: string;
  /** Versions by package name. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Packages that are measured, with where they are looked up from. */
const PACKAGES: readonly (readonly [name: string, from: string])[] = [
  ['@stoplight/prism-cli', '.'],
  ['autocannon', 'tools/benchmarks'],
  ['aws-jwt-verify', 'tools/benchmarks'],
  // The copy that the SDK uses, which is also the bare one that it is measured against.
  ['axios', 'packages/cotter-sdk'],
  ['fast-jwt', 'tools/benchmarks'],
  ['jose', 'tools/benchmarks'],
  ['jsonwebtoken', 'tools/benchmarks'],
  ['jwk-to-pem', 'tools/benchmarks'],
  ['oauth2-mock-server', 'tools/benchmarks'],
  ['tinybench', 'tools/benchmarks'],
];

/** @throws Error when git does not answer. */
export async function machine(children: Children): Promise<Machine> {
  const git = async (...args: string[]) =>
    (await children.run('git', args, { cwd: workspace() })).trim();
  const commit = await git('rev-parse', '--short=12', 'HEAD');
  // Its own report is what a run changes; that does not make it a run of something else.
  const changes = await git(
    'status',
    '--porcelain',
    '--',
    '.',
    ':!tools/benchmarks/REPORT.md',
  );
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    commit: changes === '' ? commit : `${commit} + changes`,
    packages: Object.fromEntries(
      PACKAGES.map(([name, from]) => [name, versionOf(name, from)]),
    ),
  };
}

/** Read from the manifest's file, because not every package exports it. */
function versionOf(name: string, from: string): string {
  const require = createRequire(workspace(`${from}/package.json`));
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      const manifest = JSON.parse(
        readFileSync(`${folder}/${name}/package.json`, 'utf8'),
      ) as { version: string };
      return manifest.version;
    } catch {
      // Not in this folder; the next one up.
    }
  }
  throw new Error(`${name} is not installed.`);
}
