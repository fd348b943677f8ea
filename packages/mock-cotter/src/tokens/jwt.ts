import { verify } from 'node:crypto';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

/** What a JWT says. */
export type Claims = Readonly<Record<string, unknown>>;

/** Signs claims as a JWT in compact form (RFC 7515 section 3.1, RFC 7519). */
export function signJwt(claims: Claims, key: SigningKey): string {
  const text = `${headOf(key)}.${encoded(claims)}`;
  return `${text}.${key.sign(text).toString('base64url')}`;
}

/** The same in another thread. */
export async function signJwtAside(
  claims: Claims,
  key: SigningKey,
): Promise<string> {
  const text = `${headOf(key)}.${encoded(claims)}`;
  const signature = await key.signAside(text);
  return `${text}.${signature.toString('base64url')}`;
}

/**
 * Reads a JWT that one of these keys signed with ES256, without checking its times.
 *
 * @returns its claims, or `undefined` if it is anything else
 */
export function verifiedClaims(
  token: string,
  keys: Pick<SigningKeys, 'find'>,
): Claims | undefined {
  const parts = token.split('.');
  const [head = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3) return undefined;
  const { alg, kid } = decoded(head) ?? {};
  const key =
    alg === 'ES256' && typeof kid === 'string' ? keys.find(kid) : undefined;
  const bytes = Buffer.from(signature, 'base64url');
  if (
    key === undefined ||
    bytes.toString('base64url') !== signature ||
    !verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      { key: key.publicKey, dsaEncoding: 'ieee-p1363' },
      bytes,
    )
  )
    return undefined;
  return decoded(payload);
}

/** What every JWT of a key begins with. */
const heads = new WeakMap<SigningKey, string>();

function headOf(key: SigningKey): string {
  const known = heads.get(key);
  if (known !== undefined) return known;
  const head = encoded({ alg: 'ES256', kid: key.kid, typ: 'JWT' });
  heads.set(key, head);
  return head;
}

/** One part of a JWT. */
export function encoded(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The JSON object in a part of a JWT, if it is one. */
export function decoded(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(part, 'base64url').toString(),
    );
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}
