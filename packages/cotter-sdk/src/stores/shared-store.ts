import { memoryTokenStore } from './memory-token-store.ts';
import type { TokenStore } from './token-store.ts';

interface Reference {
  deref(): TokenStore | undefined;
}

/** The stores that are still in use: by client, then by the refresh token that their first session was made with. */
const stores = new WeakMap<object, Map<string, Reference>>();

/** Some runtimes lack these classes (workerd, before its compatibility date 2025-05-05). A store then lives with its client. */
const scope: {
  readonly FinalizationRegistry?: typeof FinalizationRegistry;
  readonly WeakRef?: typeof WeakRef;
} = globalThis;

const cleanUp =
  scope.FinalizationRegistry &&
  new scope.FinalizationRegistry((forget: () => void) => {
    forget();
  });

/**
 * Returns the store in memory for sessions of one client that are made with the same refresh token. Two stores would
 * send the token twice, and the server would end the session (RFC 9700 section 4.14.2).
 */
export function sharedStore(client: object, refreshToken: string): TokenStore {
  const ofClient = stores.get(client) ?? new Map<string, Reference>();
  stores.set(client, ofClient);
  const known = ofClient.get(refreshToken)?.deref();
  if (known !== undefined) return known;
  const store = memoryTokenStore();
  const entry = referenceTo(store);
  ofClient.set(refreshToken, entry);
  cleanUp?.register(store, () => {
    if (ofClient.get(refreshToken) === entry) ofClient.delete(refreshToken);
  });
  return store;
}

/** A function of its own: a closure beside the one of the clean-up would keep the store alive. */
function referenceTo(store: TokenStore): Reference {
  return scope.WeakRef === undefined
    ? { deref: () => store }
    : new scope.WeakRef(store);
}
