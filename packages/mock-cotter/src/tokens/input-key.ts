import {
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { Randomness } from '../determinism/randomness.ts';

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410 section 7). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The Ed25519 key pair that signs identity and event tokens. */
export interface InputKey {
  /** 32 bytes in base64, the form in which the vendor publishes its own. */
  readonly publicKey: string;
  /** Signs a token's message; 64 bytes in base64. */
  sign(message: string): string;
  /** Whether a signature has the right form, and this key made it for this message. */
  verify(message: string, signature: string): boolean;
  /** What to keep of it: the private key, 32 bytes in base64url. */
  save(): string;
  /** Replaces the key with one that was kept. */
  restore(saved: string): void;
}

/** Whether a text is 64 bytes in base64 (RFC 4648 section 4), as every Ed25519 signature is. */
export function hasSignatureForm(signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  // Node reads base64 generously; one signature has one spelling here.
  return (
    bytes.length === SIGNATURE_BYTES && bytes.toString('base64') === signature
  );
}

export function createInputKey(random: Randomness): InputKey {
  let pair = keyPair(random(32));
  return {
    get publicKey() {
      return pair.published;
    },
    sign: (message) =>
      sign(null, Buffer.from(message), pair.privateKey).toString('base64'),
    verify: (message, signature) =>
      hasSignatureForm(signature) &&
      verify(
        null,
        Buffer.from(message),
        pair.publicKey,
        Buffer.from(signature, 'base64'),
      ),
    save: () => pair.seed.toString('base64url'),
    restore(saved) {
      pair = keyPair(Buffer.from(saved, 'base64url'));
    },
  };
}

interface KeyPair {
  /** The private key as 32 bytes (RFC 8032 section 5.1.5). */
  readonly seed: Buffer;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly published: string;
}

function keyPair(seed: Buffer): KeyPair {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey);
  const published = publicKey
    .export({ format: 'der', type: 'spki' })
    .subarray(-PUBLIC_KEY_BYTES)
    .toString('base64');
  return { seed, privateKey, publicKey, published };
}
