import { readStored, readSwapped } from '../stores/read-stored.ts';
import type {
  SessionRecord,
  StoredSession,
  TokenStore,
} from '../stores/token-store.ts';
import { storeFault } from './faults.ts';
import type { StoreFault } from './session-error.ts';
import { withinTime } from './wait.ts';

/** How often a sign-in or a sign-out looks again when others write to the store at the same moment. */
const MAX_SWAPS = 20;

/**
 * Replaces the content of a store, within `timeoutMs`. `onOld` receives the old content before it is gone. Never
 * rejects.
 */
export async function overwrite(
  store: TokenStore,
  record: SessionRecord | null,
  timeoutMs: number,
  onOld: (old: SessionRecord) => void,
): Promise<StoredSession | { readonly fault: StoreFault }> {
  let operation: 'load' | 'save' = 'load';
  let failure: unknown;
  const controller = new AbortController();
  const { signal } = controller;
  const write = async (): Promise<StoredSession | undefined> => {
    for (let swaps = 0; swaps < MAX_SWAPS; swaps += 1) {
      operation = 'load';
      const { record: old, version } = readStored(await store.load({ signal }));
      // Nobody waits any more.
      if (signal.aborted) return undefined;
      if (old !== null) onOld(old);
      operation = 'save';
      const result = readSwapped(
        await store.compareAndSwap(version, record, { signal }),
      );
      if (result !== undefined) return { version: result.version, record };
    }
    return undefined;
  };
  const work = write().catch((error: unknown) => {
    failure = error;
    return undefined;
  });
  const written = await withinTime(work, timeoutMs, () => {
    controller.abort();
    return undefined;
  });
  return written ?? { fault: storeFault(operation, failure) };
}
