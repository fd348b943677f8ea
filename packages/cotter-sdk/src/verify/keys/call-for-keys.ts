import { hasBrand, type CotterError } from '../../errors/cotter-error.ts';
import { localRequestId } from '../../errors/request-id.ts';
import type { FetchedKeys } from './fetched-keys.ts';
import { readKeySet } from './key-set.ts';

/** How a key set is had from the application, such as by `client.fetchJwks`. */
type JwksFunction = (options: {
  /** Fires when nobody waits for the keys any more. */
  readonly signal: AbortSignal;
}) => Promise<unknown>;

/** Calls the application's function once, and waits at most so long for it. Never rejects. */
export async function callForKeys(
  jwks: JwksFunction,
  timeoutMs: number,
): Promise<FetchedKeys> {
  const source = 'the function jwks';
  const ending = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => {
      resolve('timeout');
      ending.abort();
    }, timeoutMs);
  });
  try {
    const value = await Promise.race([
      jwks({ signal: ending.signal }),
      timeout,
    ]);
    const requestId = localRequestId();
    if (value === 'timeout') return { requestId, source, fault: value };
    const keys = readKeySet(value);
    return keys === undefined
      ? { requestId, source, fault: 'no_usable_key' }
      : { requestId, source, keys };
  } catch (thrown) {
    return { source, fault: 'function_failed', ...reasonOf(thrown) };
  } finally {
    clearTimeout(timer);
  }
}

/** Only errors of the SDK are known to hold no secret, so of others only the name is kept. */
function reasonOf(thrown: unknown): {
  readonly requestId: string;
  readonly detail: string;
} {
  if (hasBrand(thrown)) {
    const { message, requestId } = thrown as CotterError;
    return { requestId, detail: message };
  }
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return { requestId: localRequestId(), detail: `It threw: ${name}.` };
}
