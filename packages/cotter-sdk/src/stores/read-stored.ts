import type { StoredSession, SwapResult } from './token-store.ts';
import { isToken } from './tokens.ts';

/**
 * Checks what a store gave: it may be anybody's, and a session that went on with anything else would send wrong tokens,
 * or lose those it has.
 *
 * @throws TypeError that repeats nothing of it.
 */
export function readStored(given: unknown): StoredSession {
  const { version, record } = fieldsOf(given);
  const { tokens, attempt, pause } = fieldsOf(record ?? {});
  const { access_token, refresh_token, expiresAt } = fieldsOf(tokens ?? {});
  const isRecord =
    isToken(access_token) &&
    typeof refresh_token === 'string' &&
    Number.isFinite(expiresAt) &&
    (attempt === undefined || typeof fieldsOf(attempt)['id'] === 'string') &&
    (pause === undefined || isPause(fieldsOf(pause)));
  if (typeof version === 'string' && (record === null || isRecord)) {
    return given as StoredSession;
  }
  throw unusable();
}

function isPause({ fault }: Partial<Record<string, unknown>>): boolean {
  return typeof fieldsOf(fault)['code'] === 'string';
}

/** @throws TypeError that repeats nothing of it. */
export function readSwapped(given: unknown): SwapResult {
  if (given === undefined || typeof fieldsOf(given)['version'] === 'string') {
    return given as SwapResult;
  }
  throw unusable();
}

function fieldsOf(value: unknown): Partial<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return value;
  throw unusable();
}

function unusable(): TypeError {
  return new TypeError('The store gave something else than described');
}
