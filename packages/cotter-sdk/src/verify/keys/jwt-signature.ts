import {
  checkSignatureLength,
  decodeJwt,
  readHeader,
  type JsonObject,
} from '../jwt/jwt.ts';
import type { KeySource } from './key-source.ts';
import type { VerificationKey } from './key-set.ts';
import type { Fault } from '../verification-error.ts';

/** A JWT whose signature was checked, and nothing else. */
export interface SignedJwt {
  readonly claims: JsonObject;
  /** The id of the key that signed it. */
  readonly kid: string;
  readonly key: VerificationKey;
}

/**
 * Takes a JWT apart and checks its signature.
 *
 * Rejects with a CotterVerificationError if the keys could not be had, so that nothing is known.
 */
export async function checkSignature(
  jwt: string,
  keys: KeySource,
): Promise<SignedJwt | Fault> {
  const decoded = decodeJwt(jwt);
  if ('reason' in decoded) return decoded;
  const header = readHeader(decoded.header);
  if ('reason' in header) return header;
  const { payload: claims, signature, signingInput } = decoded;
  const lengthFault = checkSignatureLength(signature);
  if (lengthFault !== undefined) return lengthFault;
  const { kid } = header;
  const key = await keys.find(kid);
  if (key === undefined) {
    return {
      reason: 'unknown_kid',
      field: 'kid',
      detail: 'the signing keys do not hold the one that its header names',
    };
  }
  if (await key.verify(signature, signingInput)) return { claims, kid, key };
  const other = await keys.replacement(kid, key);
  if (other !== undefined && (await other.verify(signature, signingInput)))
    return { claims, kid, key: other };
  return { reason: 'bad_signature', detail: 'its signature does not match' };
}
