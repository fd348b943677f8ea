import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { createClock } from '../determinism/clock.ts';
import { createSigningKeys } from './signing-keys.ts';
import { systemRandomness as random } from '../determinism/randomness.ts';
import { createIssuer } from './issuer.ts';
import { verifiedClaims, type Claims } from './jwt.ts';
import { mintJwt, type JwtDefect } from './mint-jwt.ts';

const NOW = 1_600_000_000;
const DAY = 86_400;
const clock = createClock(NOW * 1000);
const keys = createSigningKeys({ clock, random });
const issuer = createIssuer({
  issuer: 'https://www.cotter.app',
  clock,
  keys,
  random,
});

function minted(
  defect?: JwtDefect,
  kind: 'access' | 'id' = 'access',
  claims?: Claims,
): string {
  const mint = { apiKeyId: 'key-id', clock, issuer, keys, random };
  return mintJwt(mint, kind, claims, defect);
}

function part(token: string, index: number): Claims {
  const text = Buffer.from(token.split('.')[index] ?? '', 'base64url');
  return JSON.parse(text.toString()) as Claims;
}

const shifted = (seconds: number): Claims => ({
  iat: NOW + seconds,
  exp: NOW + 3600 + seconds,
});

it('a token is what the issuer issues, for a new user each time', () => {
  const token = minted();
  const claims = verifiedClaims(token, keys);
  expect(claims).toMatchObject({
    ...shifted(0),
    aud: 'key-id',
    type: 'client_access_token',
    identifier: 'hello@example.com',
    authentication_method: 'OTP',
  });
  expect(claims).not.toHaveProperty('nbf');
  expect(issuer.readAccessToken(token)).toEqual(claims);
  expect(part(minted(), 1)['sub']).not.toBe(claims?.['sub']);
  expect(verifiedClaims(minted(undefined, 'id'), keys)).toMatchObject({
    type: 'client_id_token',
    auth_time: String(NOW),
  });
});

it('claims win over the usual ones, and a defect over claims', () => {
  const claims = { aud: 'mine', iat: 10, exp: 20, plan: 'pro' };
  expect(part(minted(undefined, 'access', claims), 1)).toMatchObject(claims);
  expect(part(minted('wrong-audience', 'access', claims), 1)).toMatchObject({
    aud: 'another-api-key-id',
    plan: 'pro',
  });
  expect(part(minted('expired', 'access', claims), 1)).toMatchObject({
    iat: 10 - DAY,
    exp: 20 - DAY,
  });
});

it.each<[JwtDefect, Claims]>([
  ['expired', shifted(-DAY)],
  ['not-yet-valid', { ...shifted(DAY), iat: NOW, nbf: NOW + DAY }],
  ['wrong-audience', { ...shifted(0), aud: 'another-api-key-id' }],
  ['wrong-issuer', { ...shifted(0), iss: 'https://issuer.example' }],
])('%s: the signature holds, these claims do not', (defect, wrong) => {
  expect(verifiedClaims(minted(defect), keys)).toMatchObject(wrong);
});

it('missing-subject: the signature holds, and all other claims are there', () => {
  const claims = verifiedClaims(minted('missing-subject'), keys);
  const { sub: _, ...rest } = part(minted(), 1);
  expect(Object.keys(claims ?? {})).toEqual(Object.keys(rest));
});

it.each(['alg-none', 'hs256', 'tampered', 'unknown-kid', 'wrong-key'] as const)(
  '%s: the claims are usual, the signature is none of the published key',
  (defect) => {
    const token = minted(defect);
    expect(verifiedClaims(token, keys)).toBeUndefined();
    expect(part(token, 1)).toMatchObject({ ...shifted(0), aud: 'key-id' });
  },
);

it('alg-none: it says that it is not signed, and is not', () => {
  const token = minted('alg-none');
  expect(part(token, 0)).toEqual({ alg: 'none', typ: 'JWT' });
  expect(token.split('.')[2]).toBe('');
});

it('hs256: the published key is the secret', () => {
  const { kid, publicKey } = keys.active();
  const token = minted('hs256');
  const [head = '', payload = '', signature] = token.split('.');
  expect(part(token, 0)).toEqual({ alg: 'HS256', kid, typ: 'JWT' });
  const pem = publicKey.export({ format: 'pem', type: 'spki' });
  const mac = createHmac('sha256', pem).update(`${head}.${payload}`);
  expect(signature).toBe(mac.digest('base64url'));
});

it('tampered: it names another user than the one that was signed for', () => {
  const user = 'e8a47aff-f520-4b8d-952b-79d36d10fb3e';
  const token = minted('tampered', 'access', { sub: user });
  expect(part(token, 0)['kid']).toBe(keys.active().kid);
  expect(part(token, 1)['sub']).toMatch(/^[0-9a-f-]{36}$/);
  expect(part(token, 1)['sub']).not.toBe(user);
  const [head = '', , signature = ''] = token.split('.');
  const original = Buffer.from(
    JSON.stringify({ ...part(token, 1), sub: user }),
  ).toString('base64url');
  expect(
    verifiedClaims([head, original, signature].join('.'), keys),
  ).toMatchObject({ sub: user });
});

it('unknown-kid: its kid is not published', () => {
  expect(keys.find(String(part(minted('unknown-kid'), 0)['kid']))).toBe(
    undefined,
  );
});

it('wrong-key: its kid is that of the active key', () => {
  expect(part(minted('wrong-key'), 0)['kid']).toBe(keys.active().kid);
});
