import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  sign,
  type KeyObject,
} from 'node:crypto';
import type { Jwk, Jwks } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { MAX_RETIRED_KEYS } from '../api/limits.ts';
import type { Clock } from '../determinism/clock.ts';
import { randomUuid, type Randomness } from '../determinism/randomness.ts';
import type { Persist, SavedSigningKeys } from '../state/saved-state.ts';
import { signTogether } from './sign-together.ts';

const { keys } =
  description.paths['/api/v0/token/jwks'].get.responses['200'].content[
    'application/json'
  ].examples.jwks.value;
/** Production's kid: published clients look this one up, and no other. */
const FIRST_KID = keys[0].kid;
/** The kids of later keys have the same form. */
const KID_PREFIX = FIRST_KID.slice(0, FIRST_KID.indexOf(':') + 1);

/** How long a retired key stays published unless told otherwise: as long as the tokens that it signed live. */
const OVERLAP_MS = 3_600_000;

/** A key on the curve P-256 that signs access and id tokens. */
export interface SigningKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly jwk: Jwk;
  /** The private key: 32 bytes in base64url. */
  readonly d: string;
  /** Signs with ES256; 64 bytes, as JWTs hold them (RFC 7518 section 3.4). */
  sign(text: string): Buffer;
  /** The same at the end of the turn, and in another thread if that pays. */
  signAside(text: string): Promise<Buffer>;
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
  /** What to keep of them. */
  save(): SavedSigningKeys;
  /** Replaces all keys with those that were kept. */
  restore(saved: SavedSigningKeys): void;
}

/** Signs a text with ES256 and a private key of 32 bytes. */
export type SignEs256 = (d: Uint8Array, text: string) => Buffer;

export function createSigningKeys({
  clock,
  random,
  signEs256,
  persist,
}: {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Randomness;
  /** What to sign with instead of Node's own, which is fast and never gives the same bytes twice. */
  readonly signEs256?: SignEs256 | undefined;
  /** Receives each change before it happens. Default: none. */
  readonly persist?: Persist | undefined;
}): SigningKeys {
  let active = createSigningKey(random, signEs256, FIRST_KID);
  let retired: readonly RetiredKey[] = [];
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
      const now = clock.now();
      const next = createSigningKey(random, signEs256);
      const others = [{ key: active, until: now + overlapMs }, ...retired]
        .filter(({ until }) => until > now)
        .slice(0, MAX_RETIRED_KEYS);
      persist?.({ signingKeys: savedKeys(next, others) });
      active = next;
      retired = others;
    },
    find: (kid) => published().find((key) => key.kid === kid),
    jwks: () => ({ keys: published().map(({ jwk }) => jwk) }),
    save: () => savedKeys(active, retired),
    restore(saved) {
      const key = ({ kid, d }: { kid: string; d: string }): SigningKey =>
        signingKey(kid, Buffer.from(d, 'base64url'), signEs256);
      const others = saved.retired.map(({ until, ...other }) => ({
        key: key(other),
        until,
      }));
      active = key(saved.active);
      retired = others;
    },
  };
}

/** Makes a key pair from randomness. */
export function createSigningKey(
  random: Randomness,
  signEs256?: SignEs256,
  kid = KID_PREFIX + randomUuid(random).toUpperCase(),
): SigningKey {
  for (;;) {
    const d = random(32);
    // Four in a thousand million numbers are not below the order of the curve.
    if (pointOf(d) !== undefined) return signingKey(kid, d, signEs256);
  }
}

/** @throws {RangeError} if `d` is no private key on the curve */
function signingKey(
  kid: string,
  d: Buffer,
  signEs256: SignEs256 | undefined,
): SigningKey {
  const point = pointOf(d);
  if (point === undefined) throw new RangeError('A signing key is not valid.');
  const jwk: Jwk = {
    alg: 'ES256',
    crv: 'P-256',
    kid,
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
  const signing = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return {
    kid,
    publicKey: createPublicKey(privateKey),
    jwk,
    d: d.toString('base64url'),
    sign: (text) =>
      signEs256?.(d, text) ?? sign('sha256', Buffer.from(text), signing),
    signAside: async (text) =>
      signEs256?.(d, text) ?? (await signTogether(text, signing)),
  };
}

interface RetiredKey {
  readonly key: SigningKey;
  readonly until: number;
}

function savedKeys(
  { kid, d }: SigningKey,
  retired: readonly RetiredKey[],
): SavedSigningKeys {
  return {
    active: { kid, d },
    retired: retired.map(({ key, until }) => ({
      kid: key.kid,
      d: key.d,
      until,
    })),
  };
}

/** The public key of a private one; `undefined` for zero, and for what is not below the order of the curve. */
function pointOf(d: Buffer): Buffer | undefined {
  const curve = createECDH('prime256v1');
  try {
    curve.setPrivateKey(d);
  } catch {
    return undefined;
  }
  return curve.getPublicKey();
}
