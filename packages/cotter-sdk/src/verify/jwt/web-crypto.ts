import { unsupportedRuntime } from '../verification-error.ts';

type Crypto = typeof globalThis.crypto;

export type SubtleCrypto = Crypto['subtle'];

/** @throws CotterVerificationError if the runtime has no WebCrypto. */
export function subtleFor(algorithm: string): SubtleCrypto {
  // A page without https has `crypto` but no `subtle`, although the types say otherwise.
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  if (subtle === undefined) throw unsupportedRuntime(algorithm);
  return subtle;
}
