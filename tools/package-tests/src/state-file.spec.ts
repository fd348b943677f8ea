// A mock with a state file is killed at random moments, while it answers. What it answered must be true after a restart.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createControlClient } from '@org/mock-cotter/control';
import { CotterClient, CotterNetworkError } from '@org/cotter-sdk';
import { description } from '@org/cotter-types/description';

/** `KILLS=200 npx vitest run src/state-file.spec.ts` kills more often. */
const KILLS = Number(process.env['KILLS'] ?? 60);
const CALLERS = 4;
/** How long a mock may answer before it is killed, in milliseconds; half of them die before they have answered much. */
const LONGEST_LIFE_MS = 60;
const MOCK = join(
  dirname(
    createRequire(import.meta.url).resolve('@org/mock-cotter/package.json'),
  ),
  'bundle/main.js',
);

/** It needs no signature. */
const { identity_token: EXAMPLE } =
  description.paths['/api/v0/token'].post.requestBody.content[
    'application/json'
  ].examples.identityToken.value;

/** What the answers say about one login. */
interface Login {
  readonly used: string[];
  current: string;
  /** A request about it was sent and not answered, so nobody knows which of its tokens are valid. */
  isUnknown: boolean;
}

let folder: string;
const started = new Set<ChildProcess>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mock-kills-'));
});

afterAll(() => {
  // After a failure, one still runs.
  for (const mock of started) mock.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

async function start(
  file: string,
): Promise<{ mock: ChildProcess; url: string }> {
  const mock = spawn(
    process.execPath,
    [MOCK, '--port', '0', '--state', join(folder, file)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  mock.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  started.add(mock);
  mock.once('exit', () => started.delete(mock));
  for await (const line of createInterface({ input: mock.stdout })) {
    const url = /http:\/\/[\d.:]+/.exec(line)?.[0];
    if (url !== undefined) return { mock, url };
  }
  throw new Error(`The mock ended before it was ready. ${said}`);
}

/** Logs in, or refreshes, until the mock no longer answers. */
async function call(client: CotterClient, logins: Login[]): Promise<void> {
  for (;;) {
    const login = logins[Math.floor(Math.random() * logins.length)];
    if (login === undefined || logins.length < 20 || Math.random() < 0.1) {
      const { refresh_token: current } =
        await client.exchangeIdentityToken(EXAMPLE);
      logins.push({ used: [], current, isUnknown: false });
    } else if (!login.isUnknown) {
      login.isUnknown = true;
      await refresh(client, login);
      login.isUnknown = false;
    }
  }
}

async function refresh(client: CotterClient, login: Login): Promise<void> {
  const { refresh_token: next } = await client.refresh(login.current);
  login.used.push(login.current);
  login.current = next ?? '';
}

/** Kills a mock over and over, and returns how many logins were found to be as they were answered. */
async function trial(file: string, kills: number): Promise<number> {
  let logins: Login[] = [];
  let jwks: unknown;
  let aheadMs = 0;
  let checked = 0;
  for (let killed = 0; ; killed += 1) {
    const { mock, url } = await start(file);
    const ended = once(mock, 'exit');
    const control = createControlClient({ url });
    const client = new CotterClient({
      apiKeyId: EXAMPLE.receiver,
      apiSecretKey: 'any',
      baseUrl: url,
      maxRetries: 0,
    });
    const keys: unknown = await (
      await fetch(`${url}/api/v0/token/jwks`)
    ).json();
    if (jwks !== undefined) expect(keys).toEqual(jwks);
    for (const login of logins.filter(({ isUnknown }) => !isUnknown)) {
      await refresh(client, login);
      checked += 1;
    }
    // A token that was used stays used; its second use ends the login.
    const [first] = logins.filter(({ isUnknown }) => !isUnknown);
    if (first !== undefined) {
      await expect(client.refresh(first.used.at(-1) ?? '')).rejects.toThrow(
        'used before',
      );
    }
    logins = logins
      .filter((login) => !login.isUnknown && login !== first)
      .slice(-5);
    if (killed === kills) {
      mock.kill('SIGKILL');
      await ended;
      return checked;
    }
    // Not each time: a mock answers the token API sooner than the control API.
    if (killed % 10 === 0) {
      const advanced = await control.POST('/__mock/clock/advance', {
        body: { milliseconds: 60_000 },
      });
      aheadMs += 60_000;
      const { data } = await control.GET('/__mock/clock');
      expect(advanced.response.status).toBe(200);
      expect((data?.now ?? 0) - Date.now()).toBeGreaterThan(aheadMs - 10_000);
      await control.POST('/__mock/keys/rotate', { body: {} });
      jwks = await (await fetch(`${url}/api/v0/token/jwks`)).json();
    }
    const calls = Array.from({ length: CALLERS }, () =>
      call(client, logins).catch((error: unknown) => {
        // Only the end of the mock ends the calls.
        if (!(error instanceof CotterNetworkError)) throw error;
      }),
    );
    setTimeout(() => mock.kill('SIGKILL'), Math.random() * LONGEST_LIFE_MS);
    await Promise.all([ended, ...calls]);
  }
}

it(
  `loses nothing that it answered in ${String(KILLS)} kills`,
  { timeout: 300_000 },
  async () => {
    const checked = await Promise.all([
      trial('one', KILLS / 4),
      trial('two', KILLS / 4),
      trial('three', KILLS / 4),
      trial('four', KILLS / 4),
    ]);
    const all = checked.reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(KILLS / 4);
  },
);
