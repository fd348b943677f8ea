import type {
  LockOptions,
  SessionRecord,
  StoredSession,
  TokenStore,
} from '../token-store.ts';

/** A name, and a check of a store, which it opens again as another process would. */
export type NamedCheck = readonly [
  name: string,
  check: (openStore: () => TokenStore) => Promise<void>,
];

/** No store may forget the record during the test. In Unix milliseconds. */
const IN_2096 = 4_000_000_000_000;

/** A record that its number identifies. Its access token has already expired. */
export function record(n: number): SessionRecord {
  return {
    tokens: {
      access_token: `access-${String(n)}`,
      auth_method: 'OTP',
      expires_in: 1,
      expiresAt: 1_700_000_000_000 + n,
      id_token: `id-${String(n)}`,
      refresh_token: `refresh-${String(n)}`,
      token_type: 'Bearer',
      refreshTokenExpiresAt: IN_2096,
    },
  };
}

/** A record with all that a record can contain. */
export function fullRecord(n: number): SessionRecord {
  return {
    ...record(n),
    attempt: { id: 'attempt', owner: 'owner', startedAt: n, endsAt: n + 5 },
    pause: { fault: { code: 'refused' }, failures: 2, since: n, until: n + 5 },
  };
}

/** Replaces what the store contains. */
export async function write(
  store: TokenStore,
  next: SessionRecord | null,
): Promise<{ readonly version: string }> {
  const { version } = await store.load();
  const result = await store.compareAndSwap(version, next);
  if (result === undefined) {
    throw new Error('A swap that expects the present version was refused');
  }
  return result;
}

/** Options for work that ends soon. */
export function lockOptions(more: Partial<LockOptions> = {}): LockOptions {
  return { signal: new AbortController().signal, maxHoldMs: 60_000, ...more };
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What the promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`It should have rejected, but resolved with ${typeof value}`);
}

/** Compares plain data. The values contain no secret; they are made up above. */
export function expectEqual(actual: unknown, expected: unknown): void {
  if (canonical(actual) === canonical(expected)) return;
  throw new Error(
    `Expected ${canonical(expected)}, but got ${canonical(actual)}`,
  );
}

export function expectRecord(
  { record: actual }: StoredSession,
  expected: SessionRecord | null,
): void {
  expectEqual(actual, expected);
}

/** JSON with the fields in alphabetical order. In an object, because `undefined` has no JSON. */
function canonical(value: unknown): string {
  return JSON.stringify({ value }, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort())
      : inner,
  );
}
