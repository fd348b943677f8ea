// What the SDK's guides show is tried: the blocks of each guide make up a module, which compiles, and runs against the
// mock.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import type { CotterClient } from '@org/cotter-sdk';
import type { Session, SessionEvent, Sessions } from '@org/cotter-sdk/session';
import { createTableSql, type PostgresPool } from '@org/cotter-stores/postgres';
import type { EventToken, IdentityToken, OAuthTokens } from '@org/cotter-types';
import type { TokenVerifier } from '@org/cotter-sdk/verify';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import ts from 'typescript';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
} from 'vitest';
import { codeBlocks, compilerOptions } from './documented-code.fixture.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const GUIDES = ['client', 'verify', 'session', 'production', 'axios'] as const;
type Guide = (typeof GUIDES)[number];

/** Within the SDK's folder, so that the modules find the same axios as the SDK does. */
let folder: string;
let mock: MockCotter;

function fileOf(guide: string): string {
  return join(folder, `${guide}.ts`);
}

async function programOf(guide: Guide): Promise<string> {
  const text = await readFile(join(root, 'docs/sdk', `${guide}.md`), 'utf8');
  return codeBlocks(text, 'ts').join('\n');
}

beforeAll(async () => {
  const parent = join(root, 'packages/cotter-sdk/out-tsc');
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(join(parent, 'guides-'));
  for (const guide of GUIDES) {
    await writeFile(fileOf(guide), await programOf(guide));
  }
  mock = await startMockCotter();
}, 60_000);

beforeEach(() => {
  vi.stubEnv('COTTER_API_KEY_ID', mock.apiKey.id);
  vi.stubEnv('COTTER_API_SECRET_KEY', mock.apiKey.secret);
  vi.stubEnv('COTTER_BASE_URL', mock.url);
  vi.stubEnv('SESSION_KEY', randomBytes(32).toString('base64'));
  vi.stubEnv('COTTER_PUBLIC_KEY', mock.keys.inputPublicKey);
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true, force: true });
});

/** Compiles files as the SDK's own are, and returns what the compiler says. */
function compile(files: readonly string[]): string {
  const options = {
    ...compilerOptions(join(root, 'packages/cotter-sdk/tsconfig.lib.json')),
    rootDir: root,
  };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram(files, options, host);
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), host);
}

/** Runs a guide's module, and yields what it exports. */
async function load<Exports>(guide: Guide): Promise<Exports> {
  return (await import(/* @vite-ignore */ fileOf(guide))) as Exports;
}

function login(guide: ClientGuide): Promise<OAuthTokens> {
  return guide.cotter.exchangeIdentityToken(mock.mintIdentityToken());
}

interface ClientGuide {
  readonly cotter: CotterClient;
  readonly retries: readonly unknown[];
  logIn(token: IdentityToken): Promise<OAuthTokens | 'log in again'>;
  refresh(
    token: string,
    store: (next: string) => Promise<void>,
  ): Promise<string>;
  makeAdmin(
    tokens: OAuthTokens,
  ): Promise<{ readonly accessToken: string; readonly refreshToken: string }>;
  countKeys(signal: AbortSignal): Promise<number>;
  clientBehindGateway(authority: string): CotterClient;
}

interface VerifyGuide {
  handle(request: Request): Promise<Response>;
  userOf(token: string): Promise<string | undefined>;
  identifierOf(idToken: string): Promise<string>;
  addressOf(token: unknown): Promise<string>;
  approvedLogin(token: EventToken, user: string): Promise<boolean>;
  why(token: string): string;
  readonly verifierBehindProxy: TokenVerifier;
  readonly verifierInCompose: TokenVerifier;
}

interface SessionGuide {
  readonly events: readonly SessionEvent[];
  openSession(path: string): Session;
  logIn(session: Session, tokens: OAuthTokens): Promise<void>;
  logOut(session: Session): Promise<void>;
  authorization(session: Session): Promise<string>;
  tokenAfterRefusal(session: Session, refused: string): Promise<string>;
  sendOnceMore(session: Session): Promise<string>;
  tokenOrAdvice(session: Session): Promise<string>;
  checkMemoryStore(): Promise<readonly string[]>;
}

interface ProductionGuide {
  readonly events: readonly [string, SessionEvent][];
  openSessions(pool: PostgresPool): Promise<Sessions>;
  logIn(sessions: Sessions, token: IdentityToken): Promise<string>;
  accessTokenFor(
    sessions: Sessions,
    cookie: string | undefined,
  ): Promise<string | undefined>;
  logOut(sessions: Sessions, cookie: string | undefined): Promise<string>;
  cleanUp(pool: PostgresPool): Promise<number>;
}

interface AxiosGuide {
  readonly session: Session;
  namesOf(tokens: OAuthTokens): Promise<string[]>;
  status(path: string): Promise<number | 'log in again'>;
}

// Compilers and cold starts take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('the guides', () => {
  it('compile', async () => {
    for (const guide of GUIDES) {
      expect(await programOf(guide)).toContain('@org/cotter-sdk');
    }
    expect(compile(GUIDES.map(fileOf))).toBe('');
  });

  it('would not compile with a misspelt option', async () => {
    const program = await programOf('client');
    const file = fileOf('misspelt');
    await writeFile(file, program.replace('baseUrl:', 'baseURL:'));
    expect(compile([file])).toContain('baseURL');
  });
});

describe('client.md', () => {
  it('logs in, and tells users of a bad token to log in again', async () => {
    const guide = await load<ClientGuide>('client');
    expect(await guide.logIn(mock.mintIdentityToken())).toMatchObject({
      token_type: 'Bearer',
    });
    const forged = mock.mintIdentityToken({}, 'tampered');
    expect(await guide.logIn(forged)).toBe('log in again');
    expect(await guide.countKeys(AbortSignal.timeout(10_000))).toBe(1);
    expect(guide.retries).toEqual([]);
  });

  it('refreshes, and stores the next refresh token first', async () => {
    const guide = await load<ClientGuide>('client');
    const tokens = await login(guide);
    const stored: string[] = [];
    const store = (next: string) => {
      stored.push(next);
      return Promise.resolve();
    };
    const token = await guide.refresh(tokens.refresh_token, store);
    expect(token.split('.')).toHaveLength(3);
    expect(stored).toHaveLength(1);
    expect(await guide.refresh(tokens.refresh_token, store)).toBe(
      'log in again',
    );
    expect(stored).toHaveLength(1);
  });

  it('adds claims', async () => {
    const guide = await load<ClientGuide>('client');
    const tokens = await login(guide);
    const admin = await guide.makeAdmin(tokens);
    const [, payload = ''] = admin.accessToken.split('.');
    const claims: unknown = JSON.parse(
      Buffer.from(payload, 'base64url').toString(),
    );
    expect(claims).toMatchObject({ role: 'admin' });
    expect(admin.refreshToken).not.toBe(tokens.refresh_token);
  });

  it('makes a client for a gateway', async () => {
    const guide = await load<ClientGuide>('client');
    const client = guide.clientBehindGateway(
      'not read before the first connection',
    );
    expect(inspect(client)).toContain('https://cotter-gateway.internal');
  });
});

describe('verify.md', () => {
  it('accepts what is good, and explains what is not', async () => {
    const tokens = await login(await load<ClientGuide>('client'));
    const guide = await load<VerifyGuide>('verify');
    const user = await guide.userOf(tokens.access_token);
    expect(user).toMatch(/^[0-9a-f-]{36}$/);
    expect(await guide.userOf(tokens.id_token)).toBeUndefined();
    const request = (authorization: string) =>
      new Request('http://localhost', { headers: { authorization } });
    const accepted = await guide.handle(
      request(`Bearer ${tokens.access_token}`),
    );
    expect(await accepted.json()).toEqual({ user });
    const refused = await guide.handle(request(`Bearer ${tokens.id_token}`));
    expect(refused.status).toBe(401);
    expect(refused.headers.get('WWW-Authenticate')).toContain('invalid_token');
    expect(await guide.identifierOf(tokens.id_token)).not.toBe('');
    expect(guide.why(tokens.access_token)).toMatch(/^pass form: /);
    expect(guide.why('no.token')).toMatch(/^FAIL form: /);
  });

  it("verifies with the client's keys, and names the address of a mock that is not there", async () => {
    const { access_token } = await login(await load<ClientGuide>('client'));
    const guide = await load<VerifyGuide>('verify');
    await expect(
      guide.verifierBehindProxy.verifyAccessToken(access_token),
    ).resolves.toHaveProperty('claims.sub');
    await expect(
      guide.verifierInCompose.verifyAccessToken(access_token),
    ).rejects.toThrow('http://mock-cotter:4010/api/v0/token/jwks');
  });

  it('reads what the front end sends', async () => {
    const guide = await load<VerifyGuide>('verify');
    const identityToken = mock.mintIdentityToken();
    expect(await guide.addressOf(identityToken)).toBe(identityToken.identifier);
    const eventToken = mock.mintEventToken({ event: 'LOGIN' });
    const { client_user_id: user } = eventToken;
    expect(await guide.approvedLogin(eventToken, user)).toBe(true);
    expect(await guide.approvedLogin(eventToken, 'another')).toBe(false);
  });
});

describe('session.md', () => {
  it('keeps the tokens of a user fresh, until the user logs out', async () => {
    const tokens = await login(await load<ClientGuide>('client'));
    const guide = await load<SessionGuide>('session');
    const session = guide.openSession(join(folder, 'session.json'));
    expect(await guide.tokenOrAdvice(session)).toBe('log in again');
    await guide.logIn(session, tokens);
    expect(await guide.authorization(session)).toBe(
      `Bearer ${tokens.access_token}`,
    );
    const next = await guide.tokenAfterRefusal(session, tokens.access_token);
    expect(next).not.toBe(tokens.access_token);
    expect(await guide.tokenOrAdvice(session)).toBe(next);
    expect(guide.events.map(({ type }) => type)).toEqual([
      'refresh.start',
      'refresh.rotated',
    ]);
    await guide.logOut(session);
    expect(await guide.tokenOrAdvice(session)).toBe('log in again');
  });

  it('sends a refresh token once more when asked', async () => {
    const tokens = await login(await load<ClientGuide>('client'));
    const guide = await load<SessionGuide>('session');
    const session = guide.openSession(join(folder, 'asked.json'));
    await guide.logIn(session, tokens);
    // Nothing was lost, so nothing is sent.
    expect(await guide.sendOnceMore(session)).toBe(tokens.access_token);
  });

  it('checks a store', async () => {
    const guide = await load<SessionGuide>('session');
    const passed = await guide.checkMemoryStore();
    expect(passed).toContain('is empty at first, under a version that stays');
  });
});

describe('production.md', () => {
  it('shows the table as it is', async () => {
    const text = await readFile(join(root, 'docs/sdk/production.md'), 'utf8');
    const [sql = ''] = codeBlocks(text, 'sql');
    expect(sql.replaceAll(/ +--.*$/gm, '').trim()).toBe(createTableSql());
  });

  it('keeps a login for all machines, encrypted, until the user logs out', async () => {
    const pool = await PGlite.create();
    onTestFinished(() => pool.close());
    const guide = await load<ProductionGuide>('production');
    const here = await guide.openSessions(pool);
    const there = await guide.openSessions(pool);
    const setCookie = await guide.logIn(here, mock.mintIdentityToken());
    const cookie = setCookie.split(';')[0];
    const token = await guide.accessTokenFor(here, cookie);
    expect(token).toMatch(/^eyJ/);
    expect(await guide.accessTokenFor(there, cookie)).toBe(token);
    const { rows } = await pool.query('SELECT * FROM cotter_sessions');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(await guide.cleanUp(pool)).toBe(0);
    expect(await guide.logOut(here, cookie)).toContain('Max-Age=0');
    expect(await guide.accessTokenFor(here, cookie)).toBeUndefined();
    expect(await guide.accessTokenFor(there, undefined)).toBeUndefined();
    expect(guide.events).toEqual([]);
  });
});

describe('axios.md', () => {
  it('sends the token, and once more after a 401', async () => {
    const tokens = await login(await load<ClientGuide>('client'));
    const seen: (string | undefined)[] = [];
    const server = createServer((req, res) => {
      const { authorization } = req.headers;
      seen.push(authorization);
      const isOld = authorization === `Bearer ${tokens.access_token}`;
      res.writeHead(isOld ? 401 : 200, { 'Content-Type': 'application/json' });
      res.end('["one","two"]');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
    const { port } = server.address() as AddressInfo;
    vi.stubEnv('API_URL', `http://127.0.0.1:${String(port)}`);

    const guide = await load<AxiosGuide>('axios');
    expect(await guide.status('/names')).toBe('log in again');
    expect(seen).toEqual([]);
    expect(await guide.namesOf(tokens)).toEqual(['one', 'two']);
    const next = await guide.session.getAccessToken();
    expect(next).not.toBe(tokens.access_token);
    expect(seen).toEqual([`Bearer ${tokens.access_token}`, `Bearer ${next}`]);
    expect(await guide.status('/names')).toBe(200);
  });
});
