// Publishes the packages as a release does, to a registry on this machine, and runs each example with what a stranger
// would install from there.
import {
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findChromium, freePort, hasRedis, startRedis } from '@org/servers';
import { startRegistry, type Registry } from './registry.ts';
import { output, run } from './run.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const exampleFolder = join(root, 'examples');
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
  await output('npx', args, {
    cwd: root,
    env: { ...process.env, ...registry.env },
    maxBuffer: 2 ** 26,
  });
  for (const name of await publicPackages()) {
    const response = await fetch(`${registry.url}/${name}`);
    if (!response.ok) throw new Error(`${name} was not published.`);
    const { 'dist-tags': tags } = (await response.json()) as {
      readonly 'dist-tags': { readonly latest: string };
    };
    process.stdout.write(`Published ${name} ${tags.latest}\n`);
  }
}

async function publicPackages(): Promise<string[]> {
  const folders = await namesOf(join(root, 'packages'));
  const manifests = await Promise.all(
    folders.map(async (folder) => {
      const file = join(root, 'packages', folder, 'package.json');
      return JSON.parse(await readFile(file, 'utf8')) as {
        readonly name: string;
        readonly private?: boolean;
      };
    }),
  );
  return manifests
    .filter((manifest) => manifest.private !== true)
    .map(({ name }) => name);
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
    // `npm run` passes the setting of this workspace on; a stranger has npm's default.
    env: { ...registry.env, npm_config_engine_strict: 'false' },
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
  const chromium = findChromium();
  const env = {
    CI: 'true',
    REDIS_URL: redis.url,
    MOCK_PORT: String(await freePort()),
    APP_PORT: String(await freePort()),
    // Without it, Playwright looks for its own.
    ...(chromium !== undefined && { CHROMIUM_PATH: chromium }),
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
