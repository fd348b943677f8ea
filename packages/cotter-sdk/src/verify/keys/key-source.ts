import { localRequestId } from '../../errors/request-id.ts';
import type { VerifierEventListener } from '../events.ts';
import type { FetchedKeys } from './fetched-keys.ts';
import {
  importKeySet,
  type KeySet,
  type PublicJwk,
  type VerificationKey,
} from './key-set.ts';
import {
  importFailed,
  keysUnavailable,
  type CotterVerificationError,
  type KeysFailure,
} from '../verification-error.ts';

/** After this, a key set is fetched again, so that a withdrawn key dies. */
const MAX_AGE_MS = 10 * 60_000;

/** How old a key set may get while fetching fails. */
const MAX_STALE_MS = 24 * 3_600_000;

/** The least time between two fetches, for any tokens that callers send. */
const COOLDOWN_MS = 30_000;

/** While there are no keys at all, every verification fails; so the first retries come sooner. */
const FIRST_COOLDOWN_MS = 1000;

/** Where keys come from. */
export interface KeySource {
  /**
   * The key of this id; undefined if there is none.
   *
   * Rejects with a CotterVerificationError if that is not known, because the keys could not be fetched.
   */
  find(kid: string): Promise<VerificationKey | undefined>;
  /**
   * Another key of this id, after a signature did not match `key`: a server can get new keys under old ids, for example
   * from a backup, or a mock that was restarted. Undefined if there is none. Never rejects.
   */
  replacement(
    kid: string,
    key: VerificationKey,
  ): Promise<VerificationKey | undefined>;
}

/** Keys that are given once. They are imported when first needed. */
export function givenKeys(jwks: readonly PublicJwk[]): KeySource {
  let imported: Promise<KeySet> | undefined;
  return {
    async find(kid) {
      imported ??= importKeySet(jwks);
      const keys = await imported;
      if (keys.size === 0) {
        throw keysUnavailable({
          fault: 'no_usable_key',
          requestId: localRequestId(),
          source: 'the key set jwks',
        });
      }
      return keys.get(kid);
    },
    replacement: () => Promise.resolve(undefined),
  };
}

/**
 * Keys that are fetched when needed.
 *
 * - They are fetched again after ten minutes, for a `kid` that is not among them, and for a signature that does not match.
 *   The new set replaces the old whole.
 * - All who wait share one fetch. After a fetch, successful or not, no other starts for 30 seconds; only while there are
 *   no keys at all, the pauses are 1, 2, 4, 8 and 16 seconds first.
 * - While fetching fails, known keys stay in use until they are a day old.
 *
 * @param fetchKeys gets the keys once, within a bounded time, and never rejects.
 * @param now the time in milliseconds.
 */
export function remoteKeys(
  fetchKeys: () => Promise<FetchedKeys>,
  now: () => number,
  onEvent: VerifierEventListener,
): KeySource {
  let held: { readonly keys: KeySet; readonly fetchedAt: number } | undefined;
  let failure: (() => CotterVerificationError) | undefined;
  let failures = 0;
  let endedAt = -Infinity;
  let pending: Promise<void> | undefined;

  const fail = (error: () => CotterVerificationError) => {
    failure = error;
    failures += 1;
  };

  const refresh = async () => {
    const startedAt = now();
    const fetched = await fetchKeys();

    const failed = (details: KeysFailure) => {
      fail(() => keysUnavailable(details));
      onEvent({ type: 'jwks.failed', ...details });
    };
    if ('fault' in fetched) {
      failed(fetched);
      return;
    }
    const keys = await importKeySet(fetched.keys, held?.keys).catch(
      (thrown: unknown) => {
        fail(() => importFailed(thrown));
      },
    );
    if (keys === undefined) return;
    if (keys.size === 0) {
      const { keys: _, ...request } = fetched;
      failed({ fault: 'no_usable_key', ...request });
      return;
    }
    held = { keys, fetchedAt: startedAt };
    failure = undefined;
    failures = 0;
    onEvent({ type: 'jwks.fetched', keyCount: keys.size });
  };

  const refreshUnlessTooSoon = async () => {
    if (pending === undefined) {
      const cooldown = cooldownMs(held !== undefined, failures);
      if (isWithin(now() - endedAt, cooldown)) return;
      pending = refresh().finally(() => {
        pending = undefined;
        endedAt = now();
      });
    }
    await pending;
  };

  const usable = (maxAgeMs: number) =>
    held !== undefined && isWithin(now() - held.fetchedAt, maxAgeMs)
      ? held
      : undefined;

  return {
    async find(kid) {
      const fresh = usable(MAX_AGE_MS)?.keys.get(kid);
      if (fresh !== undefined) return fresh;
      await refreshUnlessTooSoon();
      // Without a failure, the set was fetched just now.
      if (failure === undefined) return held?.keys.get(kid);
      const stale = usable(MAX_STALE_MS);
      const key = stale?.keys.get(kid);
      // The key may be one that the failed fetch would have brought.
      if (stale === undefined || key === undefined) throw failure();
      onEvent({ type: 'jwks.stale_used', ageMs: now() - stale.fetchedAt });
      return key;
    },

    async replacement(kid, key) {
      await refreshUnlessTooSoon();
      const current = usable(MAX_AGE_MS)?.keys.get(kid);
      return current === key ? undefined : current;
    },
  };
}

function cooldownMs(hasKeys: boolean, failures: number): number {
  return hasKeys || failures === 0
    ? COOLDOWN_MS
    : Math.min(COOLDOWN_MS, FIRST_COOLDOWN_MS * 2 ** (failures - 1));
}

/** False for a negative age too: after the clock was set back, how old something is is not known. */
function isWithin(ageMs: number, limitMs: number): boolean {
  return ageMs >= 0 && ageMs < limitMs;
}
