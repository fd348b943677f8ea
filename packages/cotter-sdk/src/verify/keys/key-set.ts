import { decodeBase64Url } from '../jwt/base64.ts';
import { importEs256, type Point, type VerifyEs256 } from '../jwt/es256.ts';
import { isJsonObject } from '../jwt/jwt.ts';

/** More keys than any issuer publishes; it bounds the work of one fetch. */
const MAX_KEYS = 32;

/** A key that tokens are verified with. The same key keeps its identity over fetches. */
export interface VerificationKey extends Point {
  readonly verify: VerifyEs256;
}

export type KeySet = ReadonlyMap<string, VerificationKey>;

/** The part of a public key that is used. */
export interface PublicJwk extends Point {
  readonly kid: string;
}

/**
 * The ES256 keys of a JSON Web Key Set, at most 32; undefined if it is none. Keys for other purposes are passed over
 * (RFC 7517 section 5), and of two keys with one `kid` the first counts, because the active key comes first.
 */
export function readKeySet(value: unknown): readonly PublicJwk[] | undefined {
  const keys = isJsonObject(value) ? value['keys'] : undefined;
  if (!Array.isArray(keys) || keys.length > MAX_KEYS) return undefined;
  const usable = keys.flatMap((key: unknown) => readJwk(key) ?? []);
  return usable.length === 0 ? undefined : usable;
}

/**
 * Makes keys usable. Those that are no point of the curve are left out.
 *
 * @param known keys that need no import if they are still the same.
 * @throws CotterVerificationError if the runtime has no WebCrypto or no ES256.
 */
export async function importKeySet(
  jwks: readonly PublicJwk[],
  known?: KeySet,
): Promise<KeySet> {
  const imported = await Promise.all(
    jwks.map(async (jwk) => {
      const { kid, x, y } = jwk;
      const before = known?.get(kid);
      if (before?.x === x && before.y === y) return { kid, key: before };
      const verify = await importEs256(jwk);
      return { kid, key: verify && { x, y, verify } };
    }),
  );
  const keys = new Map<string, VerificationKey>();
  for (const { kid, key } of imported) {
    if (key !== undefined && !keys.has(kid)) keys.set(kid, key);
  }
  return keys;
}

function readJwk(key: unknown): PublicJwk | undefined {
  if (!isJsonObject(key)) return undefined;
  const { kty, crv, alg = 'ES256', use = 'sig', kid, x, y } = key;
  return kty === 'EC' &&
    crv === 'P-256' &&
    alg === 'ES256' &&
    use === 'sig' &&
    typeof kid === 'string' &&
    kid !== '' &&
    isCoordinate(x) &&
    isCoordinate(y)
    ? { kid, x, y }
    : undefined;
}

/** 32 bytes (RFC 7518 section 6.2.1.2). */
function isCoordinate(value: unknown): value is string {
  return typeof value === 'string' && decodeBase64Url(value)?.length === 32;
}
