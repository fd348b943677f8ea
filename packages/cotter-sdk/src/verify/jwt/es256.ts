import type * as nodeCryptoModule from 'node:crypto';
import { isNode, nodeBuiltin } from '../../runtime/node-builtins.ts';
import { unsupportedRuntime } from '../verification-error.ts';
import { subtleFor } from './web-crypto.ts';

type NodeCrypto = typeof nodeCryptoModule;

/** A public key on the curve P-256: its point, in base64url (RFC 7518 section 6.2.1). */
export interface Point {
  readonly x: string;
  readonly y: string;
}

/** Whether the key signed the ASCII text with ES256 (RFC 7518 section 3.4); a promise where the runtime takes its time. */
export type VerifyEs256 = (
  signature: Uint8Array,
  text: string,
) => boolean | Promise<boolean>;

/**
 * Makes a key usable. Undefined if it is no point of the curve.
 *
 * Node.js's own crypto is used where there is one: WebCrypto hands each signature to another thread, which takes longer
 * than to check it. Runtimes that imitate Node.js have WebCrypto of their own, and Node.js can be built without crypto.
 *
 * @throws CotterVerificationError if the runtime has no WebCrypto or no ES256.
 */
export async function importEs256(
  point: Point,
): Promise<VerifyEs256 | undefined> {
  const crypto = isNode() ? nodeBuiltin('node:crypto') : undefined;
  return crypto === undefined ? webKey(point) : nodeKey(crypto, point);
}

function nodeKey(
  { createPublicKey, verify }: NodeCrypto,
  { x, y }: Point,
): VerifyEs256 | undefined {
  try {
    const jwk = { kty: 'EC', crv: 'P-256', x, y };
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const options = { key, dsaEncoding: 'ieee-p1363' } as const;
    return (signature, text) =>
      verify('sha256', Buffer.from(text, 'latin1'), options, signature);
  } catch {
    return undefined;
  }
}

async function webKey({ x, y }: Point): Promise<VerifyEs256 | undefined> {
  const subtle = subtleFor('ES256');
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  try {
    const key = await subtle.importKey(
      'jwk',
      { kty: 'EC', crv: 'P-256', x, y },
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    return (signature, text) =>
      subtle.verify(algorithm, key, signature, new TextEncoder().encode(text));
  } catch (error) {
    // The name that WebCrypto gives to the error for an algorithm it does not know; others are about the key.
    if (error instanceof Error && error.name === 'NotSupportedError') {
      throw unsupportedRuntime('ES256');
    }
    return undefined;
  }
}
