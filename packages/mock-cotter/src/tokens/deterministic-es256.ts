import { p256 } from '@noble/curves/nist.js';

/**
 * Signs with ES256 so that the same text and key give the same 64 bytes (RFC 6979), which Node's own signatures do not.
 * It takes longer.
 *
 * @param d the private key, 32 bytes
 */
export function signDeterministically(d: Uint8Array, text: string): Buffer {
  // Node verifies both halves of the curve's order; the RFC gives the one that comes out.
  return Buffer.from(p256.sign(Buffer.from(text), d, { lowS: false }));
}
