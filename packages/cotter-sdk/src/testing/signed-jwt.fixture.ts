// Keys made for the test, the tokens that they sign, and a clock that stands still.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { Jwk, Jwks } from '@org/cotter-types';
import { API_KEY_ID, NOW_SECONDS } from './subject.fixture.ts';

export interface SigningKey {
  readonly jwk: Jwk;
  readonly privateKey: KeyObject;
}

export function signingKey(kid: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const jwk: Jwk = {
    alg: 'ES256',
    crv: 'P-256',
    kid,
    kty: 'EC',
    use: 'sig',
    x,
    y,
  };
  return { jwk, privateKey };
}

export function jwksOf(...keys: readonly SigningKey[]): Jwks {
  return { keys: keys.map(({ jwk }) => jwk) };
}

const common = {
  iss: 'https://www.cotter.app',
  aud: API_KEY_ID,
  sub: 'e8a47aff-f520-4b8d-952b-79d36d10fb3e',
  client_user_id: 'e8a47aff-f520-4b8d-952b-79d36d10fb3e',
  iat: NOW_SECONDS - 60,
  exp: NOW_SECONDS + 3540,
  jti: '3a1c0c43-5b4f-4bdc-9c66-31f2b4c5d4a1',
};

/** As production issued them in 2020, without `identifier`. */
export const accessClaims = {
  ...common,
  type: 'client_access_token',
  authentication_method: 'OTP',
  scope: 'access',
};

/** As production issued them in 2020, with a time that was not set. */
export const idClaims = {
  ...common,
  type: 'client_id_token',
  identifier: 'hello@gmail.com',
  auth_time: '-62135596800',
};

export function base64Url(value: unknown): string {
  const bytes =
    typeof value === 'string' || Buffer.isBuffer(value)
      ? value
      : JSON.stringify(value);
  return Buffer.from(bytes).toString('base64url');
}

/** Signs a token; `header` adds to the header or replaces what is in it. */
export function signedJwt(
  { jwk, privateKey }: SigningKey,
  claims: unknown,
  header: Readonly<Record<string, unknown>> = {},
): string {
  const head = { alg: 'ES256', kid: jwk.kid, typ: 'JWT', ...header };
  const input = `${base64Url(head)}.${base64Url(claims)}`;
  const signature = sign('sha256', Buffer.from(input), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${input}.${base64Url(signature)}`;
}
