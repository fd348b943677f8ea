// The container image. Its steps are run in a clean folder, because no container engine is needed for that.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
} from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DockerfileParser, type Dockerfile } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { root, run } from './packed.fixture.ts';

const FOLDER = join(root, 'packages/mock-cotter/container');
/** Of `nobody`: an account without rights. */
const NOBODY = 65_534;

let text: string;
let dockerfile: Dockerfile;
let compose: { services: Record<string, { command: string[] }> };
let image: string;
let mock: ChildProcess;
let url: string;
let output = '';

/** The arguments of an instruction, with the folders and the port of the image replaced. */
function argumentsOf(name: string): string[] {
  return dockerfile
    .getInstructions()
    .filter((instruction) => instruction.getKeyword() === name)
    .map((instruction) => local(instruction.getArgumentsContent() ?? ''));
}

function local(given: string): string {
  return given
    .replaceAll(/(?<![\w.])\/(app|data)\b/g, `${image}/$1`)
    .replaceAll('4010', new URL(url).port);
}

/** The words of `CMD ["a", "b"]`, or of `["a", "b"]`. */
function words(given: string): string[] {
  return JSON.parse(given.slice(given.indexOf('['))) as string[];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

beforeAll(async () => {
  text = await readFile(join(FOLDER, 'Dockerfile'), 'utf8');
  dockerfile = DockerfileParser.parse(text);
  compose = parse(
    await readFile(join(FOLDER, 'compose.yaml'), 'utf8'),
  ) as typeof compose;
  url = `http://127.0.0.1:${String(await freePort())}`;
  image = await mkdtemp(join(tmpdir(), 'mock-image-'));
  await chmod(image, 0o755);
  const app = join(image, 'app');
  await mkdir(app);
  await run(
    'npm',
    [
      'pack',
      './packages/cotter-types',
      './packages/mock-cotter',
      '--pack-destination',
      app,
    ],
    { cwd: root },
  );
  for (const command of argumentsOf('RUN'))
    await run('sh', ['-c', command], { cwd: app });
  await copyFile(join(FOLDER, 'app.mjs'), join(app, 'app.mjs'));
  const variables = argumentsOf('ENV').map((line) => line.split('=', 2));
  const [program = '', ...args] = words(argumentsOf('ENTRYPOINT')[0] ?? '');
  mock = spawn(program, args, {
    cwd: app,
    env: {
      PATH: process.env['PATH'],
      ...(Object.fromEntries(variables) as Record<string, string>),
      // Nobody else is to reach it here, and another port.
      MOCK_COTTER_HOST: '127.0.0.1',
      MOCK_COTTER_PORT: new URL(url).port,
    },
    ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  for (const stream of [mock.stdout, mock.stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => {
      output += part;
    });
  await vi.waitFor(
    () => {
      expect(output).toContain(`mock-cotter ready on ${url}`);
    },
    { timeout: 60_000 },
  );
});

afterAll(async () => {
  const ended = once(mock, 'exit');
  mock.kill('SIGKILL');
  await ended;
  await rm(image, { recursive: true });
});

it('has a Dockerfile and a compose file without a complaint of their linters', async () => {
  expect(validate(text)).toEqual([]);
  const dclint = join(root, 'node_modules/.bin/dclint');
  const { stdout } = await run(dclint, [
    join(FOLDER, 'compose.yaml'),
    '--max-warnings',
    '0',
  ]);
  expect(stdout).not.toMatch(/error|warning/);
});

it('runs without rights', () => {
  expect(argumentsOf('USER')).toEqual(['node']);
});

it('is healthy', async () => {
  const [health = ''] = argumentsOf('HEALTHCHECK');
  const [program = '', ...args] = words(health);
  await expect(run(program, args)).resolves.toBeDefined();
  const dead = args.map((arg) => arg.replace(new URL(url).port, '1'));
  await expect(run(program, dead)).rejects.toThrow();
});

it('serves the application of the compose file, and keeps its state', async () => {
  const [program = '', ...args] = compose.services['app']?.command ?? [];
  const { stdout } = await run(program, args.map(local), {
    env: { PATH: process.env['PATH'], COTTER_URL: url },
  });
  expect(stdout).toBe('The access token is valid.\n');
  const state = await readFile(join(image, 'data/mock.state'), 'utf8');
  expect(state).toContain('my-api-key-id');
});
