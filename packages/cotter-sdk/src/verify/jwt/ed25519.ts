import { decodeBase64 } from './base64.ts';
import { unsupportedRuntime, type Fault } from '../verification-error.ts';
import { subtleFor, type SubtleCrypto } from './web-crypto.ts';

/** Production's key, in base64. Source: docs.cotter.app, "Validating Cotter's Identity Token". */
const PRODUCTION_PUBLIC_KEY = 'qqOaiQGjGsxBMgI5rdAasaACRiJthOqadmefjY5mS/c=';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Enough for a change of keys in steps; it bounds the work of one verification. */
const MAX_KEYS = 16;

/** @throws TypeError that names the option. */
export function readPublicKeys(
  publicKeys: unknown = [PRODUCTION_PUBLIC_KEY],
): readonly Uint8Array[] {
  const keys = Array.isArray(publicKeys) ? publicKeys.map(readPublicKey) : [];
  if (keys.length === 0 || keys.length > MAX_KEYS || keys.includes(undefined)) {
    throw new TypeError(
      `publicKeys must be a list of 1 to ${String(MAX_KEYS)} Ed25519 keys, each ${String(KEY_BYTES)} bytes in base64`,
    );
  }
  return keys.filter((key) => key !== undefined);
}

/**
 * Whether one of the keys signed the text (RFC 8032 section 5.1.7).
 *
 * @param signature standard base64 with padding (RFC 4648 section 4) of exactly 64 bytes.
 * @throws CotterVerificationError if the runtime lacks Ed25519.
 */
export async function checkEd25519(
  publicKeys: readonly Uint8Array[],
  signature: string,
  message: string,
): Promise<Fault | undefined> {
  const signatureBytes = decodeBase64(signature);
  if (signatureBytes?.length !== SIGNATURE_BYTES) {
    return {
      reason: 'bad_signature',
      field: 'signature',
      detail: `its signature is not ${String(SIGNATURE_BYTES)} bytes in base64`,
    };
  }
  const bytes = new TextEncoder().encode(message);
  const subtle = subtleFor('Ed25519');
  for (const publicKey of publicKeys) {
    const key = await importPublicKey(subtle, publicKey);
    if (await subtle.verify('Ed25519', key, signatureBytes, bytes)) {
      return undefined;
    }
  }
  return {
    reason: 'bad_signature',
    field: 'signature',
    detail: 'its signature does not match',
  };
}

function readPublicKey(text: unknown): Uint8Array | undefined {
  const bytes = typeof text === 'string' ? decodeBase64(text) : undefined;
  return bytes?.length === KEY_BYTES ? bytes : undefined;
}

async function importPublicKey(subtle: SubtleCrypto, bytes: Uint8Array) {
  try {
    return await subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']);
  } catch {
    // The length was checked before, so the key is not at fault.
    throw unsupportedRuntime('Ed25519');
  }
}
