import { memoryTokenStore } from './memory-token-store.ts';
import type { TokenStore } from './token-store.ts';

/** The stores that are still in use: by client, then by the refresh token that their first session was made with. */
const stores = new WeakMap<object, Map<string, WeakRef<TokenStore>>>();

const cleanUp = new FinalizationRegistry((forget: () => void) => {
  forget();
});

/**
 * Returns the store in memory for sessions of one client that are made with the same refresh token. Two stores would
 * send the token twice, and the server would end the session (RFC 9700 section 4.14.2).
 */
export function sharedStore(client: object, refreshToken: string): TokenStore {
  const ofClient = stores.get(client) ?? new Map<string, WeakRef<TokenStore>>();
  stores.set(client, ofClient);
  const known = ofClient.get(refreshToken)?.deref();
  if (known !== undefined) return known;
  const store = memoryTokenStore();
  const entry = new WeakRef(store);
  ofClient.set(refreshToken, entry);
  cleanUp.register(store, () => {
    if (ofClient.get(refreshToken) === entry) ofClient.delete(refreshToken);
  });
  return store;
}
