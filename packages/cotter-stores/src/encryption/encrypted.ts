import type {
  SessionRecord,
  StoredSession,
  TokenStore,
} from '@org/cotter-sdk/session';
import { readName, refuseUnknownOptions } from '../options.ts';
import {
  readKeys,
  type EncryptionKey,
  type KeyInput,
} from './encryption-keys.ts';
import { createCipher, type Cipher } from './jwe.ts';

/** Options of `encryptedStores`. */
export interface EncryptedStoresOptions {
  /**
   * The first key encrypts, all decrypt. To change the key, put a new one first in all processes, and remove the old one
   * 31 days later: a session is encrypted again whenever it is written. In processes that do not know the new key yet, its
   * sessions fail; so first add it at the end everywhere.
   */
  readonly keys: readonly KeyInput[];
}

/** Options of `encrypted`. */
export interface EncryptedOptions extends EncryptedStoresOptions {
  /**
   * Names the session. What is stored under one id does not decrypt under another, so that nobody who can write to the
   * database can give a user the session of another. Default: an empty name.
   */
  readonly id?: string | undefined;
}

/**
 * Encrypts what a store keeps, with AES-256-GCM: the database then holds no token, and a session that was changed there
 * is refused. When the refresh token expires stays readable, so that the store can forget it.
 *
 * A record that cannot be decrypted makes the store reject, and stays as it is: with the right key it works again.
 *
 * @throws TypeError for an option that is missing, unknown or not usable; it repeats no key
 */
export function encrypted(
  store: TokenStore,
  options: EncryptedOptions,
): TokenStore {
  refuseUnknownOptions(options, ['keys', 'id']);
  return encryptedStore(store, readKeys(options.keys), options.id ?? '');
}

/**
 * Encrypts the stores that a function gives, each under its id: `encrypted` for `redisTokenStores` and the like.
 *
 * @throws TypeError for an option that is missing, unknown or not usable; it repeats no key
 */
export function encryptedStores(
  stores: (id: string) => TokenStore,
  options: EncryptedStoresOptions,
): (id: string) => TokenStore {
  refuseUnknownOptions(options, ['keys']);
  const keys = readKeys(options.keys);
  return (id) => encryptedStore(stores(id), keys, readName('id', id));
}

function encryptedStore(
  store: TokenStore,
  keys: readonly EncryptionKey[],
  id: string,
): TokenStore {
  const cipher = createCipher(keys, id);
  return {
    leaseMs: store.leaseMs,
    load: async (options) => opened(cipher, await store.load(options)),
    async compareAndSwap(expected, record, options) {
      const next = record && (await sealed(cipher, record));
      return store.compareAndSwap(expected, next, options);
    },
    withLock: (work, options) =>
      store.withLock(
        async ({ signal, stored }) =>
          work({
            signal,
            // What cannot be decrypted fails when it is loaded.
            stored: stored && (await opened(cipher, stored).catch(ignore)),
          }),
        options,
      ),
  };
}

function ignore(): undefined {
  return undefined;
}

/** A record of the form that every store takes, with all of the real one in the place of its access token. */
async function sealed(
  cipher: Cipher,
  record: SessionRecord,
): Promise<SessionRecord> {
  return {
    tokens: {
      access_token: await cipher.encrypt(JSON.stringify(record)),
      auth_method: '',
      expires_in: 0,
      expiresAt: 0,
      id_token: '',
      refresh_token: '',
      refreshTokenExpiresAt: record.tokens.refreshTokenExpiresAt,
      token_type: 'Bearer',
    },
  };
}

async function opened(
  cipher: Cipher,
  { version, record }: StoredSession,
): Promise<StoredSession> {
  if (record === null) return { version, record };
  const text = await cipher.decrypt(record.tokens.access_token);
  return { version, record: JSON.parse(text) as SessionRecord };
}
