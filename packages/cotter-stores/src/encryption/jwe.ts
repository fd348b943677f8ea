import type { EncryptionKey } from './encryption-keys.ts';

/** Encrypts and decrypts texts with keys that are known by their id. */
export interface Cipher {
  encrypt(text: string): Promise<string>;
  /** @throws Error, in a rejection, if the text was not made with one of the keys in this place, or was changed */
  decrypt(jwe: string): Promise<string>;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = /^([\w-]+)\.\.([\w-]{16})\.([\w-]+)\.([\w-]{22})$/;

/**
 * Texts as JWE in compact form (RFC 7516), with `alg` `dir` and `enc` `A256GCM` (RFC 7518 sections 4.5 and 5.3).
 *
 * @param keys the first encrypts, all decrypt
 * @param place is part of what is authenticated: a text that is moved to another place does not decrypt there
 */
export function createCipher(
  keys: readonly EncryptionKey[],
  place: string,
): Cipher {
  const [first] = keys;
  if (first === undefined) throw new TypeError('keys must not be empty');
  const headOf = (kid: string): string =>
    encoded({ alg: 'dir', enc: 'A256GCM', kid, place });
  return {
    async encrypt(text) {
      const head = headOf(first.id);
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = Buffer.from(
        await crypto.subtle.encrypt(
          { name: 'AES-GCM', iv, additionalData: Buffer.from(head) },
          await first.key,
          Buffer.from(text),
        ),
      );
      const parts = [
        iv,
        sealed.subarray(0, -TAG_BYTES),
        sealed.subarray(-TAG_BYTES),
      ].map((bytes) => Buffer.from(bytes).toString('base64url'));
      return [head, '', ...parts].join('.');
    },

    async decrypt(jwe) {
      const [, head = '', iv = '', text = '', tag = ''] = FORM.exec(jwe) ?? [];
      const kid = kidOf(head);
      const key = keys.find(({ id }) => id === kid);
      if (kid === undefined)
        throw new Error('The stored session is not encrypted as expected');
      if (key === undefined)
        throw new Error(
          `The stored session was encrypted with the key ${kid}, which is not among keys`,
        );
      try {
        const plain = await crypto.subtle.decrypt(
          {
            name: 'AES-GCM',
            iv: Buffer.from(iv, 'base64url'),
            // Not the head as it came, which may name another place.
            additionalData: Buffer.from(headOf(key.id)),
          },
          await key.key,
          Buffer.concat(
            [text, tag].map((part) => Buffer.from(part, 'base64url')),
          ),
        );
        return Buffer.from(plain).toString();
      } catch {
        throw new Error(
          `The stored session could not be decrypted with the key ${kid}: the key is another one of the same id, or the session was changed or belongs to another id`,
        );
      }
    },
  };
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The key id that a head names, if it is fit to be shown. */
function kidOf(head: string): string | undefined {
  try {
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString()) as {
      kid?: unknown;
    };
    return typeof kid === 'string' && /^[\w.:-]{1,64}$/.test(kid)
      ? kid
      : undefined;
  } catch {
    return undefined;
  }
}
