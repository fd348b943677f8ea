// The packed packages in programs of CommonJS: by each module setting of TypeScript, and in Jest.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPacked, root, run } from './packed.fixture.ts';

const PACKED = ['cotter-types', 'cotter-sdk', 'cotter-stores', 'mock-cotter'];

/** What the packages need of the registry, and the types of Node.js, which an application has. */
const FROM_WORKSPACE = [
  'axios',
  'openapi-fetch',
  'zod',
  '@types/node',
  'undici-types',
];

const PROGRAM = `
import axios from 'axios';
import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { authorize } from '@org/cotter-sdk/axios';
import { fileTokenStore } from '@org/cotter-sdk/file-store';
import { createSession, memoryTokenStore } from '@org/cotter-sdk/session';
import { createTokenVerifier } from '@org/cotter-sdk/verify';
import { encrypted } from '@org/cotter-stores';
import { createTableSql } from '@org/cotter-stores/postgres';
import { redisTokenStores } from '@org/cotter-stores/redis';
import { IdentityTokenSchema } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { eventTokenMessage } from '@org/cotter-types/messages';
import { startMockCotter } from '@org/mock-cotter';
import { createControlClient } from '@org/mock-cotter/control';

export async function main(): Promise<string> {
  const mock = await startMockCotter();
  try {
    const { apiKey, url } = mock;
    const client = new CotterClient({
      apiKeyId: apiKey.id,
      apiSecretKey: apiKey.secret,
      baseUrl: url,
    });
    const control = createControlClient({ url });
    const { data } = await control.POST('/__mock/identity-tokens', { body: {} });
    const tokens = await client.exchangeIdentityToken(IdentityTokenSchema.parse(data));
    const session = createSession({ client, tokens, store: memoryTokenStore() });
    authorize(axios.create({ baseURL: url }), session);
    session.invalidate(tokens.access_token);
    const verifier = createTokenVerifier({ apiKeyId: apiKey.id, baseUrl: url });
    const { claims } = await verifier.verifyAccessToken(await session.getAccessToken());
    const error: unknown = await client.refresh(tokens.refresh_token).catch((e) => e);
    return [
      claims.aud === apiKey.id,
      isCotterError(error) && error.code,
      description.openapi.slice(0, 3),
      typeof eventTokenMessage,
      typeof fileTokenStore,
      typeof encrypted,
      typeof createTableSql,
      typeof redisTokenStores,
    ].join(' ');
  } finally {
    await mock.close();
  }
}
`;

const PRINTED =
  'true bad_request 3.1 function function function function function';

let application: string;

beforeAll(async () => {
  application = await mkdtemp(join(tmpdir(), 'cotter-commonjs-'));
  await installPacked(PACKED, application);
  const modules = join(application, 'node_modules');
  await mkdir(join(modules, '@types'), { recursive: true });
  for (const name of FROM_WORKSPACE) {
    const from = createRequire(join(root, 'packages/cotter-sdk/package.json'));
    const mock = createRequire(join(root, 'packages/mock-cotter/package.json'));
    const manifest = `${name}/package.json`;
    const found =
      name === 'openapi-fetch'
        ? mock.resolve(manifest)
        : from.resolve(manifest);
    await symlink(dirname(found), join(modules, name));
  }
  await writeFile(
    join(application, 'main.cjs'),
    `require(process.argv[2]).main().then((text) => { process.stdout.write(text); });`,
  );
});

afterAll(async () => {
  await rm(application, { recursive: true, force: true });
});

/** By `module`, with the `moduleResolution` that belongs to it. */
const SETTINGS = [
  ['commonjs', 'node10'],
  ['nodenext', 'nodenext'],
  ['preserve', 'bundler'],
] as const;

describe('a TypeScript program of CommonJS', () => {
  it.each(SETTINGS)(
    'compiles and runs with module %s and moduleResolution %s',
    async (module, moduleResolution) => {
      const folder = join(application, module);
      await mkdir(folder);
      // A program for a bundler keeps its imports, so it runs as an ES module; a file .cts in it is CommonJS.
      const type = module === 'preserve' ? 'module' : 'commonjs';
      await writeFile(join(folder, 'package.json'), JSON.stringify({ type }));
      await writeFile(join(folder, 'program.ts'), PROGRAM);
      if (module === 'preserve') {
        await writeFile(
          join(folder, 'types.cts'),
          PROGRAM.replace(
            "import axios from 'axios';",
            "import axios = require('axios');",
          ),
        );
      }
      const config = {
        compilerOptions: {
          module,
          moduleResolution,
          target: 'es2022',
          lib: ['es2023', 'esnext.disposable'],
          types: ['node'],
          strict: true,
          skipLibCheck: false,
          esModuleInterop: true,
          ...(module === 'commonjs' && { ignoreDeprecations: '5.0' }),
        },
      };
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const compiled = await run(process.execPath, [tsc, '-p', folder], {
        cwd: folder,
      }).catch((error: unknown) => error as { stdout: string });
      expect(compiled.stdout).toBe('');
      const { stdout } = await run(
        process.execPath,
        [join(application, 'main.cjs'), join(folder, 'program.js')],
        { env: { PATH: process.env['PATH'] } },
      );
      expect(stdout).toBe(PRINTED);
    },
  );
});

it('Node.js has one copy of each package, required or imported', async () => {
  const program = `
    const names = ${JSON.stringify(['@org/cotter-types', '@org/cotter-sdk', '@org/cotter-sdk/session', '@org/cotter-sdk/verify', '@org/cotter-stores', '@org/cotter-stores/postgres', '@org/cotter-stores/redis', '@org/mock-cotter'])};
    const pairs = names.map(async (name) => [require(name), await import(name)]);
    Promise.all(pairs).then((all) => {
      process.stdout.write(String(all.every(([a, b]) => Object.keys(b).length > 0 && Object.keys(b).every((key) => a[key] === b[key]))));
    });`;
  const { stdout } = await run(process.execPath, ['--eval', program], {
    cwd: application,
    env: { PATH: process.env['PATH'] },
  });
  expect(stdout).toBe('true');
});

describe('Jest', () => {
  const runJest = async (
    folder: string,
    files: Readonly<Record<string, string>>,
    flags: string[],
  ) => {
    const cwd = join(application, folder);
    await mkdir(cwd);
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(cwd, name), text);
    }
    const manifest = createRequire(import.meta.url).resolve(
      'jest/package.json',
    );
    const jest = join(dirname(manifest), 'bin/jest.js');
    const { stderr } = await run(process.execPath, [...flags, jest, '--ci'], {
      cwd,
      env: { PATH: process.env['PATH'] },
    }).catch((error: unknown) => error as { stderr: string });
    return stderr;
  };
  const body = PROGRAM.slice(PROGRAM.indexOf('export async'))
    .replace('export async', 'async')
    .replace(/: Promise<string>|: unknown/g, '');
  const test = `test('works', async () => { expect(await main()).toBe('${PRINTED}'); });`;
  const config = '{"transform":{}}';

  it('requires the packages in CommonJS', async () => {
    const imports = PROGRAM.slice(0, PROGRAM.indexOf('export async'))
      .replace(
        "import axios from 'axios'",
        "import { default: axios } from 'axios'",
      )
      .replace(/import (.*) from (.*);/g, 'const $1 = require($2);');
    const printed = await runJest(
      'jest-commonjs',
      {
        'package.json': '{"type":"commonjs"}',
        'jest.config.json': config,
        'a.test.js': imports + body + test,
      },
      [],
    );
    expect(printed).toMatch(/Tests: +1 passed, 1 total/);
  });

  it('imports the packages as ES modules', async () => {
    const imports = PROGRAM.slice(0, PROGRAM.indexOf('export async'));
    const printed = await runJest(
      'jest-esm',
      {
        'package.json': '{"type":"module"}',
        'jest.config.json': config,
        'a.test.js': imports + body + test,
      },
      ['--experimental-vm-modules'],
    );
    expect(printed).toMatch(/Tests: +1 passed, 1 total/);
  });
});
