import type { webcrypto } from 'node:crypto';

/** A key as an application gives it. */
export interface KeyInput {
  /** Names the key: 1 to 64 letters, digits, `.`, `:`, `_` or `-`. It is stored beside what is encrypted, and no secret. */
  readonly id: string;
  /** 32 random bytes, as such or in base64. `openssl rand -base64 32` makes some. */
  readonly key: Uint8Array | string;
}

/** A key that can be used. */
export interface EncryptionKey {
  readonly id: string;
  readonly key: Promise<webcrypto.CryptoKey>;
}

const KEY_BYTES = 32;

/** @throws TypeError that repeats no key */
export function readKeys(given: readonly KeyInput[]): EncryptionKey[] {
  if (!Array.isArray(given) || given.length === 0)
    throw new TypeError('keys must be a list of at least one { id, key }');
  const keys = given.map(readKey);
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    throw new TypeError('keys must have different ids');
  return keys;
}

function readKey(given: KeyInput): EncryptionKey {
  const { id, key } = Object(given) as Partial<KeyInput>;
  if (typeof id !== 'string' || !/^[\w.:-]{1,64}$/.test(id))
    throw new TypeError(
      'The id of a key must be 1 to 64 letters, digits, dots, colons, underscores or hyphens',
    );
  const bytes = typeof key === 'string' ? fromBase64(key) : key;
  if (!(bytes instanceof Uint8Array) || bytes.length !== KEY_BYTES)
    throw new TypeError(
      `The key ${id} must be ${String(KEY_BYTES)} bytes, as such or in base64`,
    );
  const imported = crypto.subtle.importKey(
    'raw',
    Uint8Array.from(bytes),
    'AES-GCM',
    false,
    ['encrypt', 'decrypt'],
  );
  return { id, key: imported };
}

/** Undefined for what is not exactly base64 or base64url: Node.js leaves out what it cannot read. */
function fromBase64(text: string): Uint8Array | undefined {
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
