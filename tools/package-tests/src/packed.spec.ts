// The suite as another repository gets it: packed, unpacked beside its dependencies, and run against an address, by its
// command and from a file of tests.
import {
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import { checks } from '@org/contract-tests';
import { installPacked, root, run } from './packed.fixture.ts';

const PACKED = ['cotter-types', 'cotter-sdk', 'mock-cotter', 'contract-tests'];

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

let application: string;
let mock: MockCotter;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  application = await mkdtemp(join(tmpdir(), 'cotter-contract-'));
  mock = await startMockCotter();
  environment = {
    PATH: process.env['PATH'],
    COTTER_API_KEY_ID: mock.apiKey.id,
    COTTER_API_SECRET_KEY: mock.apiKey.secret,
    // What is tried is the package, and not the mock once more.
    CONTRACT_RUNS: '3',
  };
  const modules = join(application, 'node_modules');
  for (const { folder } of await installPacked(PACKED, application))
    await linkDependencies(folder, modules);
  await writeFile(join(application, 'package.json'), '{"type":"module"}');
});

afterAll(async () => {
  await mock.close();
  await rm(application, { recursive: true, force: true });
});

/** What a package needs from the registry, which the workspace has already. */
async function linkDependencies(
  folder: string,
  modules: string,
): Promise<void> {
  const manifest = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  ) as Manifest;
  const inWorkspace = createRequire(
    join(root, 'packages', folder.split(sep).at(-1) ?? '', 'package.json'),
  );
  for (const name of Object.keys({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
  })) {
    if (name.startsWith('@org/')) continue;
    const paths = inWorkspace.resolve.paths(name) ?? [];
    for (const each of paths) {
      const link = join(modules, name);
      await mkdir(join(link, '..'), { recursive: true });
      try {
        await readFile(join(each, name, 'package.json'));
      } catch {
        continue;
      }
      await symlink(join(each, name), link).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      });
      break;
    }
  }
}

describe('the packed suite', () => {
  it('runs every check against an address, by its command', async () => {
    const { stdout } = await run(
      process.execPath,
      [
        join(
          application,
          'node_modules/@org/contract-tests/dist/contract/main.js',
        ),
        `--base-url=${mock.url}`,
        '--seed=1',
        '--report',
      ],
      { cwd: application, env: environment },
    );
    for (const { id } of checks) expect(stdout).toContain(`${id}.contract.js`);
    expect(stdout).toContain('CONTRACT_SEED=1');
    const report = await readFile(join(application, 'COVERAGE.md'), 'utf8');
    expect(report).not.toContain('never**');
  });

  it('runs in a file of tests, and skips by name what its target cannot do', async () => {
    const target = { baseUrl: mock.url, apiKey: mock.apiKey, control: {} };
    await writeFile(
      join(application, 'contract.test.js'),
      `import { declareChecks } from '@org/contract-tests';
       await declareChecks(${JSON.stringify(target)});`,
    );
    const { stdout } = await run(
      process.execPath,
      [
        join(application, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--reporter=verbose',
        '--testTimeout=120000',
        '--testNamePattern=10-methods|12-token-content',
      ],
      { cwd: application, env: environment },
    );
    expect(stdout).toContain('10-methods');
    expect(stdout).toContain('the target gives no control: mintIdentityToken');
    expect(stdout).not.toContain('FAIL');
  });
});
