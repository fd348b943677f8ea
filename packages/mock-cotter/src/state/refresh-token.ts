import { hash, timingSafeEqual } from 'node:crypto';
import { lettersAndDigits } from '../determinism/randomness.ts';

const COUNT_LENGTH = 6;
const MAC_LENGTH = 44;

/** What a refresh token of the mock says to those who know the secret. */
export interface RefreshTokenParts {
  /** Which session it belongs to; stays over rotations. */
  readonly session: number;
  /** How many rotations came before it. */
  readonly rotation: number;
}

/**
 * Writes a refresh token in the form of production's: a number, a colon, and 50 letters and digits, all of which change
 * with each rotation. They hold the count of rotations and an authentication code, so that a replaced token can be distinguished
 * from one that was never issued without remembering it.
 *
 * @param owner whose session it is. The same number of another user's session gives another token
 */
export function writeRefreshToken(
  { session, rotation }: RefreshTokenParts,
  owner: string,
  secret: Uint8Array,
): string {
  const mac = macOf(session, rotation, owner, secret);
  // The count is no secret; it only must not look like one number after another.
  const count = (rotation ^ maskOf(mac)).toString(36);
  return `${String(session)}:${count.padStart(COUNT_LENGTH, '0')}${mac}`;
}

/** The number of a refresh token's session, if it has the form of one. */
export function sessionOf(token: string): number | undefined {
  const number = /^(0|[1-9]\d{0,14}):[0-9a-z]{6}[A-Za-z0-9]{44}$/.exec(
    token,
  )?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The rotation of a refresh token of this session; `undefined` if it was never issued. */
export function rotationOf(
  token: string,
  session: number,
  owner: string,
  secret: Uint8Array,
): number | undefined {
  const random = token.slice(token.indexOf(':') + 1);
  const count = Number.parseInt(random.slice(0, COUNT_LENGTH), 36);
  const rotation = count ^ maskOf(random.slice(COUNT_LENGTH));
  const expected = Buffer.from(
    writeRefreshToken({ session, rotation }, owner, secret),
  );
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given)
    ? rotation
    : undefined;
}

// 31 bits, which six digits of base 36 hold with room to spare.
function maskOf(mac: string): number {
  return Buffer.from(mac.slice(0, 6), 'base64').readUInt32BE() >>> 1;
}

// Half the time of an HMAC, which SHA-3 can do without: who sees its digest cannot lengthen the text (FIPS 202, A.1).
function macOf(
  session: number,
  rotation: number,
  owner: string,
  secret: Uint8Array,
): string {
  const text = `${String(session)} ${String(rotation)} ${owner}`;
  const digest = hash(
    'sha3-384',
    Buffer.concat([secret, Buffer.from(text)]),
    'buffer',
  );
  return lettersAndDigits(digest.subarray(0, MAC_LENGTH));
}
