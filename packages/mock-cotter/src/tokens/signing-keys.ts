import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  sign,
  type KeyObject,
} from 'node:crypto';
import type { Jwk, Jwks } from '@org/cotter-types';
import type { Clock } from '../determinism/clock.ts';
import { randomUuid, type Randomness } from '../determinism/randomness.ts';

/** As production's kid, `SPACE_JWT_PUBLIC:` and a UUID in capitals, but not to be taken for one of production's. */
export const KID_PREFIX = 'MOCK_JWT_PUBLIC:';

/** How long a retired key stays published unless told otherwise: as long as the tokens that it signed live. */
const OVERLAP_MS = 3_600_000;

/** A key on the curve P-256 that signs access and id tokens. */
export interface SigningKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly jwk: Jwk;
  /** Signs with ES256; 64 bytes, as JWTs hold them (RFC 7518 section 3.4). */
  sign(text: string): Buffer;
}

/** The keys of the mock's JWTs. */
export interface SigningKeys {
  /** The key that signs now. */
  active(): SigningKey;
  /**
   * Puts a new key in place of the active one.
   *
   * @param options.overlapMs how long the retired key stays published, in milliseconds; 0 withdraws it at once.
   *   Default: one hour, as long as the tokens that it signed live
   */
  rotate(options?: { readonly overlapMs?: number }): void;
  /** The published key with this kid, if there is one. */
  find(kid: string): SigningKey | undefined;
  /** All published keys, the active one first: some clients take the first key without looking at its kid. */
  jwks(): Jwks;
}

/** Signs a text with ES256 and a private key of 32 bytes. */
export type SignEs256 = (d: Uint8Array, text: string) => Buffer;

export function createSigningKeys({
  clock,
  random,
  signEs256,
}: {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Randomness;
  /** What to sign with instead of Node's own, which is fast and never gives the same bytes twice. */
  readonly signEs256?: SignEs256 | undefined;
}): SigningKeys {
  let active = createSigningKey(random, signEs256);
  let retired: { readonly key: SigningKey; readonly until: number }[] = [];
  const published = (): SigningKey[] => {
    const now = clock.now();
    return [
      active,
      ...retired.filter(({ until }) => until > now).map(({ key }) => key),
    ];
  };
  return {
    active: () => active,
    rotate({ overlapMs = OVERLAP_MS } = {}) {
      if (!(overlapMs >= 0))
        throw new RangeError('overlapMs must be a number from 0 up.');
      retired = [{ key: active, until: clock.now() + overlapMs }, ...retired];
      active = createSigningKey(random, signEs256);
    },
    find: (kid) => published().find((key) => key.kid === kid),
    jwks: () => ({ keys: published().map(({ jwk }) => jwk) }),
  };
}

/** Makes a key pair from randomness. Four in a thousand million tries give no number below the curve's order. */
export function createSigningKey(
  random: Randomness,
  signEs256?: SignEs256,
): SigningKey {
  const { d, point } = keyPair(random);
  const jwk: Jwk = {
    alg: 'ES256',
    crv: 'P-256',
    kid: KID_PREFIX + randomUuid(random).toUpperCase(),
    kty: 'EC',
    use: 'sig',
    // An uncompressed point: 4, then both coordinates (SEC 1 section 2.3.3).
    x: point.toString('base64url', 1, 33),
    y: point.toString('base64url', 33),
  };
  const privateKey = createPrivateKey({
    key: { ...jwk, d: d.toString('base64url') },
    format: 'jwk',
  });
  return {
    kid: jwk.kid,
    publicKey: createPublicKey(privateKey),
    jwk,
    sign: (text) =>
      signEs256?.(d, text) ??
      sign('sha256', Buffer.from(text), {
        key: privateKey,
        dsaEncoding: 'ieee-p1363',
      }),
  };
}

function keyPair(random: Randomness): { d: Buffer; point: Buffer } {
  const curve = createECDH('prime256v1');
  for (;;) {
    const d = random(32);
    try {
      curve.setPrivateKey(d);
    } catch {
      // Zero, or not below the order of the curve.
      continue;
    }
    return { d, point: curve.getPublicKey() };
  }
}
