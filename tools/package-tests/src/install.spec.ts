// The packages as a stranger gets them: packed, unpacked into an application's node_modules, imported, type-checked.
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPacked, root, run } from './packed.fixture.ts';

const asOfSdk = createRequire(join(root, 'packages/cotter-sdk/package.json'));

/** Each packed package, and what it needs from the registry, which the workspace has already. */
const PACKED = ['cotter-types', 'cotter-sdk', 'cotter-stores'];
const FROM_WORKSPACE = ['axios', 'zod', '@types/node', 'undici-types'];

/** A program that uses every public name of the SDK and of the stores. */
const PROGRAM = `
import {
  CotterAbortError, CotterApiError, CotterClient, CotterError, CotterInputError, CotterMissingSecretError,
  CotterNetworkError, CotterResponseError, CotterTimeoutError, isCotterError,
  type AnyCotterError, type CallOptions, type CotterApiErrorCode, type CotterClientEvent, type CotterClientOptions,
  type CotterClientError, type CotterErrorCode, type ErrorAction, type CustomClaims, type CustomClaimsResult, type EventToken, type IdentityToken, type Jwk,
  type Jwks, type OAuthTokens, type OperationName, type Outcome, type Problem, type RefreshedTokens,
  type RequestRetryEvent, type ResponseFault, type Timing, type TransportOptions,
} from '@org/cotter-sdk';
import { authorize, type AuthorizeOptions, type TokenSource } from '@org/cotter-sdk/axios';
import { fileTokenStore, type FileTokenStoreOptions } from '@org/cotter-sdk/file-store';
import { CotterSessionError, createSession, createSessions, memoryTokenStore, sessionCookie, type IssuedCookie, type SessionCookie, type SessionCookieOptions, tokenStoreContract, withLease, type LeaseLock, type TakenLock, type Sessions, type SessionsOptions, type ClientFault, type ContractCase, type CotterSessionErrorCode, type CurrentTokens, type RefreshFault, type StoreCallOptions, type RefreshClient, type Session, type SessionCallOptions, type SessionEvent, type SessionFault, type SessionOptions, type SessionRecord, type HeldLock, type LockOptions, type RefreshAttempt, type RefreshPause, type SessionTokens, type StoreFault, type StoredSession, type SwapResult, type TokenStore } from '@org/cotter-sdk/session';
import {
  CotterVerificationError, createTokenVerifier, explainToken, verifyEventToken, verifyIdentityToken,
  type Authentication, type AuthenticationRefusal, type ClockOptions, type EventTokenOptions, type ExplainTokenOptions, type IdentityTokenOptions, type KeysFault,
  type TokenCheck, type TokenExplanation, type TokenVerifier, type TokenVerifierOptions, type VerificationErrorCode, type VerificationReason,
  type VerifiedEventToken, type VerifiedIdentityToken, type VerifiedToken, type VerifierEvent,
  type VerifierEventListener,
} from '@org/cotter-sdk/verify';
import { encrypted, encryptedStores, type EncryptedOptions, type EncryptedStoresOptions, type KeyInput } from '@org/cotter-stores';
import { createTable, createTableSql, deleteIdleSessions, postgresTokenStore, postgresTokenStores, type CreateTableOptions, type DeleteIdleOptions, type PostgresPool, type PostgresResult, type PostgresStoreOptions, type PostgresTokenStoreOptions } from '@org/cotter-stores/postgres';
import { redisTokenStore, redisTokenStores, type IoRedisClient, type NodeRedisClient, type RedisClient, type RedisStoreOptions, type RedisTokenStoreOptions, type RedisTokenStoresOptions } from '@org/cotter-stores/redis';
import axios from 'axios';

const seen: (CotterClientEvent | SessionEvent | VerifierEvent)[] = [];
const transport: TransportOptions = { proxy: false };
const options: CotterClientOptions = {
  apiKeyId: 'id', apiSecretKey: 'secret', onEvent: (event: RequestRetryEvent) => seen.push(event), ...transport,
};
const timing: Timing = { now: () => 0, date: () => 0, random: () => 0, sleep: () => Promise.resolve() };
const client = new CotterClient(options, timing);
const callOptions: CallOptions = { timeoutMs: 1000, signal: AbortSignal.timeout(1000) };

export async function calls(identityToken: IdentityToken, eventToken: EventToken): Promise<Jwk | undefined> {
  const tokens: OAuthTokens = await client.exchangeIdentityToken(identityToken, callOptions);
  await client.exchangeEventToken(eventToken);
  const refreshed: RefreshedTokens = await client.refresh(tokens.refresh_token);
  const claims: CustomClaims = { token: refreshed.access_token, customAttributes: { role: 'admin' } };
  const added: CustomClaimsResult = await client.addCustomClaims(claims);
  const jwks: Jwks = await client.fetchJwks();
  await client.signOut();
  return added.refreshToken === undefined ? jwks.keys[0] : undefined;
}

export function describeError(error: unknown): string {
  if (!isCotterError(error)) return 'not of this package';
  const known: AnyCotterError = error;
  const code: CotterErrorCode = known.code;
  const action: ErrorAction = known.action;
  const ofCall = known as CotterClientError;
  const outcome: Outcome | undefined = known.outcome;
  const problems: readonly Problem[] = known instanceof CotterInputError ? known.problems : [];
  const fault: ResponseFault | undefined = known instanceof CotterResponseError ? known.fault : undefined;
  const answer: CotterApiErrorCode | undefined = known instanceof CotterApiError ? known.code : undefined;
  const classes = [CotterAbortError, CotterError, CotterMissingSecretError, CotterNetworkError, CotterTimeoutError];
  return [code, action, ofCall.code, outcome, problems.length, fault, answer, classes.some((each) => known instanceof each)].join();
}

const storeOptions: FileTokenStoreOptions = { leaseMs: 30_000 };
const store: TokenStore = fileTokenStore('/tmp/session.json', storeOptions);
const refreshClient: RefreshClient = client;
const sessionOptions: SessionOptions = { client: refreshClient, store, onEvent: (event) => seen.push(event) };
const session: Session = createSession(sessionOptions);
const lockOptions: LockOptions = { signal: AbortSignal.timeout(1000), maxHoldMs: 1000 };
const marks = (attempt: RefreshAttempt, pause: RefreshPause): string => [attempt.id, pause.fault.code].join();
const isLost = ({ signal }: HeldLock): boolean => signal.aborted;
const cases: readonly ContractCase[] = tokenStoreContract(() => Promise.resolve(memoryTokenStore));

export async function sessions(sessionTokens: SessionTokens): Promise<SwapResult> {
  const waits: SessionCallOptions = { signal: AbortSignal.timeout(1000) };
  const { expiresAt, refreshTokenExpiresAt }: CurrentTokens = await session.getTokens(waits);
  const stored: StoredSession = await store.load();
  const record: SessionRecord = { tokens: { ...sessionTokens, expiresAt, refreshTokenExpiresAt } };
  for (const { run } of cases) await run();
  if (await store.withLock((lock) => Promise.resolve(isLost(lock)), lockOptions)) return undefined;
  if (stored.record?.attempt && stored.record.pause) marks(stored.record.attempt, stored.record.pause);
  return store.compareAndSwap(stored.version, record);
}

export function cause(fault: SessionFault): ClientFault | StoreFault | undefined {
  return fault.code === 'signed_out' ? undefined : fault;
}

export const ended = (error: CotterSessionError): CotterSessionErrorCode => error.code;

const lease: LeaseLock = {
  leaseMs: 1000,
  acquire: () => Promise.resolve<TakenLock>({}),
  renew: () => Promise.resolve(true),
  release: () => Promise.resolve(),
};
export const leased: Promise<number> = withLease(lease, () => Promise.resolve(1), lockOptions);

declare const result: PostgresResult;
const pool: PostgresPool = { query: () => Promise.resolve(result) };
declare const ioredis: IoRedisClient;
declare const nodeRedis: NodeRedisClient;
const redisClient: RedisClient = Math.random() < 0.5 ? ioredis : nodeRedis;
const inRedis: RedisStoreOptions = { client: redisClient, ttlMs: 60_000 };
const oneInRedis: RedisTokenStoreOptions = { ...inRedis, key: 'a' };
const manyInRedis: RedisTokenStoresOptions = { ...inRedis, prefix: 'a:' };
const inPostgres: PostgresStoreOptions = { pool, table: 'a' };
const oneInPostgres: PostgresTokenStoreOptions = { ...inPostgres, key: 'a' };
const tableOptions: CreateTableOptions = { table: 'a' };
const idle: DeleteIdleOptions = { ...tableOptions, idleMs: 60_000 };
const key: KeyInput = { id: '1', key: new Uint8Array(32) };
const keys: EncryptedStoresOptions = { keys: [key] };
const withId: EncryptedOptions = { ...keys, id: 'a' };
const many: SessionsOptions = { client, stores: encryptedStores(redisTokenStores(manyInRedis), keys), maxSessions: 5 };
export const ofUsers: Sessions = createSessions(many);
export const stores: readonly TokenStore[] = [
  encrypted(redisTokenStore(oneInRedis), withId), postgresTokenStore(oneInPostgres), postgresTokenStores(inPostgres)('a'),
];
export const migrate = async (): Promise<number> => {
  await createTable(pool, tableOptions);
  return createTableSql('a').length + (await deleteIdleSessions(pool, idle));
};

const cookieOptions: SessionCookieOptions = { secure: false };
const cookie: SessionCookie = sessionCookie(cookieOptions);
export async function cookies(header: string | undefined): Promise<string | undefined> {
  const issued: IssuedCookie = await cookie.issue();
  return (await cookie.read(header)) ?? issued.id;
}

const source: TokenSource = session;
const allowed: AuthorizeOptions = { allowOrigins: ['https://api.example.com'] };
export const undo: () => void = authorize(axios.create(), source, allowed);

const clock: ClockOptions = { now: Date.now, clockToleranceSeconds: 5 };
const listener: VerifierEventListener = (event) => void seen.push(event);
const verifierOptions: TokenVerifierOptions = { apiKeyId: 'id', onEvent: listener, ...clock };
const verifier: TokenVerifier = createTokenVerifier(verifierOptions);

export async function verified(jwt: string): Promise<string> {
  const { claims }: VerifiedToken<{ readonly sub: string }> = await verifier.verifyAccessToken(jwt);
  const eventOptions: EventTokenOptions = { apiKeyId: 'id', event: 'LOGIN' };
  const event: VerifiedEventToken = await verifyEventToken({}, eventOptions);
  const identityOptions: IdentityTokenOptions = { apiKeyId: 'id' };
  const identity: VerifiedIdentityToken = await verifyIdentityToken({}, identityOptions);
  const explainOptions: ExplainTokenOptions = { apiKeyId: 'id' };
  const explanation: TokenExplanation = explainToken(jwt, explainOptions);
  const [check]: readonly TokenCheck[] = explanation.checks;
  return [claims.sub, event.verified.client_user_id, identity.verified.identifier, check?.name].join();
}

export async function statusOf(authorization: string | null): Promise<number> {
  const caller: Authentication = await verifier.authenticate(authorization);
  if (caller.ok) return caller.claims.sub.length;
  const refusal: AuthenticationRefusal = caller;
  return refusal.status;
}

export const verdictOf = (error: CotterVerificationError): VerificationErrorCode => error.code;
export function refused(error: CotterVerificationError): [VerificationReason | undefined, KeysFault] {
  return [error.reason, 'timeout'];
}
`;

/** A page verifies tokens too; it has no types of Node and no axios. */
const BROWSER_PROGRAM = `
import { createTokenVerifier } from '@org/cotter-sdk/verify';
export const verifier = createTokenVerifier({ apiKeyId: 'id', jwks: new URL(location.origin) });
`;

let application: string;
/** By subpath that holds code, as an application writes it. */
let names: ReadonlyMap<string, Names>;

beforeAll(async () => {
  application = await mkdtemp(join(tmpdir(), 'cotter-install-'));
  const packed = await installPacked(PACKED, application);
  const modules = join(application, 'node_modules');
  await mkdir(join(modules, '@types'));
  for (const name of FROM_WORKSPACE) {
    const manifest = asOfSdk.resolve(`${name}/package.json`);
    await symlink(dirname(manifest), join(modules, name));
  }
  const subpaths: string[] = [];
  for (const { name, folder } of packed) {
    const manifest = await readFile(join(folder, 'package.json'));
    const { exports } = JSON.parse(manifest.toString()) as {
      exports: Record<string, unknown>;
    };
    for (const [subpath, target] of Object.entries(exports)) {
      // The others are files to read.
      if (typeof target === 'object') subpaths.push(name + subpath.slice(1));
    }
  }
  names = namesOf(subpaths);
}, 120_000);

afterAll(async () => {
  await rm(application, { recursive: true, force: true });
});

function programFile(): string {
  return join(application, 'program.mts');
}

/** A program as a file of the application. */
function programOf(
  text: string,
  given: ts.CompilerOptions,
): { readonly program: ts.Program; readonly host: ts.CompilerHost } {
  const file = programFile();
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    types: [],
    typeRoots: [join(application, 'node_modules/@types')],
    ...given,
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    getCurrentDirectory: () => application,
    fileExists: (name) => name === file || disk.fileExists(name),
    getSourceFile: (name, ...rest) =>
      name === file
        ? ts.createSourceFile(name, text, {
            languageVersion: ts.ScriptTarget.ES2022,
            impliedNodeFormat: ts.ModuleKind.ESNext,
          })
        : disk.getSourceFile(name, ...rest),
  };
  return { program: ts.createProgram([file], options, host), host };
}

/** What the compiler says of a program; empty if it is content. */
function compile(text: string, options: ts.CompilerOptions): string {
  const { program, host } = programOf(text, options);
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), host);
}

const NODENEXT: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
};

const BUNDLER: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: ['node'],
};

interface Names {
  /** What the types declare. */
  readonly declared: readonly string[];
  /** What of it is more than a type. */
  readonly values: readonly string[];
}

/** The names that each subpath declares, in their order. */
function namesOf(modules: readonly string[]): Map<string, Names> {
  const lines = modules.map(
    (name, i) => `import * as m${String(i)} from '${name}';`,
  );
  const { program } = programOf(lines.join('\n'), NODENEXT);
  const checker = program.getTypeChecker();
  const statements: readonly ts.Statement[] =
    program.getSourceFile(programFile())?.statements ?? [];
  const names = statements
    .filter(ts.isImportDeclaration)
    .map(({ importClause, moduleSpecifier }): [string, Names] => {
      const module = checker.getSymbolAtLocation(moduleSpecifier);
      const bound = importClause?.namedBindings;
      if (module === undefined || bound === undefined) {
        throw new Error(`${moduleSpecifier.getText()} has no types`);
      }
      const values = checker.getTypeAtLocation(bound).getProperties();
      const name = (moduleSpecifier as ts.StringLiteral).text;
      return [
        name,
        {
          declared: checker.getExportsOfModule(module).map((e) => e.name),
          values: values.map((e) => e.name).toSorted(),
        },
      ];
    });
  return new Map(names);
}

describe('the packed packages', { timeout: 60_000 }, () => {
  it('can be imported by each subpath, and hold what they declare', async () => {
    const subpaths = [...names.keys()];
    expect(subpaths).toContain('@org/cotter-sdk/verify');
    expect(subpaths).toContain('@org/cotter-types/description');
    const script = `
      const names = {};
      for (const subpath of ${JSON.stringify(subpaths)}) names[subpath] = Object.keys(await import(subpath));
      console.log(JSON.stringify(names));`;
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module', '--eval', script],
      // Without the options and conditions of the test runner.
      { cwd: application, env: { PATH: process.env['PATH'] } },
    );
    const values = [...names].map(([subpath, of]) => [subpath, of.values]);
    expect(JSON.parse(stdout)).toEqual(Object.fromEntries(values));
  });

  it.each([
    ['nodenext', NODENEXT],
    ['bundler', BUNDLER],
  ])('have types that compile under %s', (_, options) => {
    expect(compile(PROGRAM, options)).toBe('');
  });

  it('have types of /verify that compile in a page', () => {
    const options = {
      ...BUNDLER,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
      types: [],
    };
    expect(compile(BROWSER_PROGRAM, options)).toBe('');
  });

  it('would not compile with a call that does not exist', () => {
    const misspelt = PROGRAM.replace('.exchangeEventToken(', '.exchange(');
    const options = { ...NODENEXT, skipLibCheck: true };
    expect(compile(misspelt, options)).toContain("'exchange'");
  });

  it('have no public name of the SDK or the stores that the program leaves out', () => {
    const ofSdk = [...names].filter(([subpath]) =>
      /cotter-(?:sdk|stores)/.test(subpath),
    );
    const left = ofSdk.flatMap(([subpath, { declared }]) => {
      const imports = new RegExp(`import \\{([^}]*)\\} from '${subpath}'`);
      const used: readonly string[] =
        imports.exec(PROGRAM)?.[1]?.match(/\w+/g) ?? [];
      return declared.filter((name) => !used.includes(name));
    });
    expect(ofSdk.length).toBeGreaterThan(1);
    expect(left).toEqual([]);
  });
});
