// Publishes the packages as a release does, to a registry on this machine, and runs each example with what a stranger
// would install from there.
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { freePort, hasRedis, startRedis } from '@org/servers';
import { startRegistry, type Registry } from './registry.ts';
import { output, run } from './run.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const exampleFolder = join(root, 'examples');
/** Debian's; without it, Playwright's own. */
const CHROMIUM = '/usr/bin/chromium';
const asked = process.argv.slice(2);

async function main(): Promise<void> {
  const all = await namesOf(exampleFolder);
  const unknown = asked.find((name) => !all.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no example "${unknown}". There are: ${all.join(', ')}.`,
    );
  }
  const examples = asked.length > 0 ? asked : all;
  const folder = await mkdtemp(join(tmpdir(), 'cotter-rehearsal-'));
  try {
    await using registry = await startRegistry(folder);
    await publish(registry);
    await install(registry, folder, examples);
    const failed = await test(folder, examples);
    if (failed.length > 0) throw new Error(`Failed: ${failed.join(', ')}.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write(
    `\nPublished, installed and tried: ${examples.join(', ')}.\n`,
  );
}

async function namesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function publish(registry: Registry): Promise<void> {
  const args = ['nx', 'release', 'publish', '--registry', registry.url];
  const { stdout } = await output('npx', args, {
    cwd: root,
    env: { ...process.env, ...registry.env },
    maxBuffer: 2 ** 26,
  });
  const published = stdout.match(/Published to .+/g) ?? [];
  process.stdout.write(`${published.join('\n')}\n`);
}

/** Copies what is committed or would be, as workspaces of one folder, so that what they share is installed once. */
async function install(
  registry: Registry,
  folder: string,
  examples: readonly string[],
): Promise<void> {
  const { stdout } = await output(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', 'examples'],
    { cwd: root },
  );
  for (const path of stdout.trim().split('\n')) {
    await cp(join(root, path), join(folder, path));
  }
  await mkdir(join(folder, 'examples'), { recursive: true });
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      workspaces: examples.map((name) => `examples/${name}`),
    }),
  );
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    env: registry.env,
  });
}

/** Runs the tests of each example, and returns the names of those that fail. */
async function test(
  folder: string,
  examples: readonly string[],
): Promise<string[]> {
  if (!hasRedis()) {
    throw new Error('Install redis-server: an example needs it.');
  }
  await using redis = await startRedis();
  const env = {
    CI: 'true',
    REDIS_URL: redis.url,
    MOCK_PORT: String(await freePort()),
    APP_PORT: String(await freePort()),
    ...(existsSync(CHROMIUM) && { CHROMIUM_PATH: CHROMIUM }),
    NEXT_TELEMETRY_DISABLED: '1',
    WRANGLER_SEND_METRICS: 'false',
  };
  const failed: string[] = [];
  for (const name of examples) {
    process.stdout.write(`\n== examples/${name}\n`);
    const cwd = join(folder, 'examples', name);
    await run('npm', ['test', '--silent'], { cwd, env }).catch(() =>
      failed.push(name),
    );
  }
  return failed;
}

try {
  await main();
} catch (error) {
  process.stderr.write(
    `\n${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
