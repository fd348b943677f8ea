import { storeFault } from './fault.ts';
import type { StoreFault } from './session-error.ts';
import { readStored, readSwapped } from './stored.ts';
import type {
  SessionRecord,
  StoredSession,
  TokenStore,
} from './token-store.ts';

/** How often a sign-in or a sign-out looks again when others write to the store at the same moment. */
const MAX_SWAPS = 20;

/** Writes over whatever a store holds. `onOld` is told what that is, before it is gone. Never rejects. */
export async function overwrite(
  store: TokenStore,
  record: SessionRecord | null,
  onOld: (old: SessionRecord) => void,
): Promise<StoredSession | { readonly fault: StoreFault }> {
  let operation: 'load' | 'save' = 'load';
  let failure: unknown;
  try {
    for (let swaps = 0; swaps < MAX_SWAPS; swaps += 1) {
      operation = 'load';
      const { record: old, version } = readStored(await store.load());
      if (old !== null) onOld(old);
      operation = 'save';
      const result = readSwapped(await store.compareAndSwap(version, record));
      if (result !== undefined) return { version: result.version, record };
    }
  } catch (error) {
    failure = error;
  }
  return { fault: storeFault(operation, failure) };
}
