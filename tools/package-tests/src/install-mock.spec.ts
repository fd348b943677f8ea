// The mock as a stranger gets it: built, packed, unpacked beside nothing but its declared dependencies, started.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { installPacked, root, run } from './packed.fixture.ts';

const folder = join(root, 'packages/mock-cotter');

const TOKEN_PATH = '/api/v0/token';
const { identityToken } =
  description.paths[TOKEN_PATH].post.requestBody.content['application/json']
    .examples;
const headers = {
  API_KEY_ID: identityToken.value.identity_token.receiver,
  API_SECRET_KEY: 'an-api-secret-key',
  'Content-Type': 'application/json',
};

let application: string;
let start: () => ChildProcessByStdio<null, Readable, Readable>;
let mock: ReturnType<typeof start>;
let url: string;

beforeAll(async () => {
  application = await mkdtemp(join(tmpdir(), 'mock-install-'));
  const [packed] = await installPacked(['mock-cotter'], application);
  const installed = packed?.folder ?? '';
  const modules = join(application, 'node_modules');
  const manifest = await readFile(join(installed, 'package.json'), 'utf8');
  const { bin, dependencies } = JSON.parse(manifest) as {
    bin: Record<string, string>;
    dependencies: Record<string, string>;
  };
  const asOfMock = createRequire(join(folder, 'package.json'));
  for (const name of Object.keys(dependencies)) {
    const target = dirname(asOfMock.resolve(`${name}/package.json`));
    await symlink(target, join(modules, name));
  }
  start = () =>
    spawn(
      process.execPath,
      [join(installed, bin['mock-cotter'] ?? ''), '--port', '0'],
      // Without the options and conditions of the test runner.
      {
        cwd: application,
        env: { PATH: process.env['PATH'] },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  mock = start();
  mock.stderr.resume();
  url = await ready(mock.stdout);
}, 240_000);

async function ready(output: Readable): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = /^mock-cotter ready on (\S+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('The mock ended before it was ready.');
}

afterAll(async () => {
  if (mock.exitCode === null) {
    mock.kill();
    await once(mock, 'exit');
  }
  await rm(application, { recursive: true, force: true });
});

async function post(path: string, body: unknown, origin = url) {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Runs a program of the application. */
async function outputOf(program: string): Promise<unknown> {
  const { stdout } = await run(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { cwd: application, env: { PATH: process.env['PATH'] } },
  );
  return JSON.parse(stdout);
}

describe('the packed mock', { timeout: 60_000 }, () => {
  it('answers the documented exchange', async () => {
    expect(await post(TOKEN_PATH, identityToken.value)).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer' },
    });
  });

  it('says what is wrong, as it does unpacked', async () => {
    const body = { ...identityToken.value, unexpected: 1 };
    expect(await post(TOKEN_PATH, body)).toEqual({
      status: 400,
      body: {
        msg: 'unexpected is not a known field.',
        type: 'invalid_request',
      },
    });
    const { status } = await fetch(`${url}${TOKEN_PATH}`);
    expect(status).toBe(405);
    expect(await post(`${TOKEN_PATH}/a%20b`, {})).toMatchObject({
      status: 400,
    });
  });

  it('has its console', async () => {
    const page = await fetch(`${url}/__mock/`);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const [, script = ''] =
      /<script[^>]* src="([^"]*)"/.exec(await page.text()) ?? [];
    const { status, headers: sent } = await fetch(url + script);
    expect(status).toBe(200);
    expect(sent.get('content-type')).toMatch(/^text\/javascript/);
    expect((await fetch(`${url}/__mock/console/x.js`)).status).toBe(404);
  });

  it('goes on when nobody reads what it prints', async () => {
    const unread = start();
    // Closed before all is printed; the documented exchange then logs a warning.
    unread.stderr.destroy();
    const origin = await ready(unread.stdout);
    unread.stdout.destroy();
    for (let time = 0; time < 2; time += 1)
      expect(await post(TOKEN_PATH, identityToken.value, origin)).toMatchObject(
        { status: 200 },
      );
    const ended = once(unread, 'exit');
    unread.kill();
    expect(await ended).toEqual([0, null]);
  });

  it('is steered over HTTP by its client, and starts inside a program', async () => {
    const program = `
      import { startMockCotter } from '@org/mock-cotter';
      import { createControlClient } from '@org/mock-cotter/control';
      const mock = await startMockCotter({ now: 0 });
      const client = createControlClient({ url: mock.url });
      const moved = await client.POST('/__mock/clock/advance', { body: { milliseconds: 1000 } });
      const refused = await client.POST('/__mock/clock/advance', { body: {} });
      console.log(JSON.stringify([moved.response.status, refused.response.status, mock.clock.now()]));
      await mock.close();`;
    expect(await outputOf(program)).toEqual([200, 400, 1000]);
  });

  it('carries the licences of the code in it', async () => {
    const notices = await readFile(
      join(application, 'node_modules/@org/mock-cotter/bundle/NOTICES.txt'),
      'utf8',
    );
    expect(notices).toMatch(/^fastify \S+ \(MIT\)$/m);
    expect(notices).toMatch(/^@stoplight\/prism-http \S+ \(Apache-2.0\)$/m);
  });
});
