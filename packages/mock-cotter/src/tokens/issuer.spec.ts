import { createPublicKey, verify } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  AccessTokenClaimsSchema,
  IdTokenClaimsSchema,
  UuidSchema,
} from '@org/cotter-types';
import { createClock } from '../determinism/clock.ts';
import { createSigningKeys } from './signing-keys.ts';
import { systemRandomness } from '../determinism/randomness.ts';
import { createIssuer } from './issuer.ts';
import { encoded, signJwt, verifiedClaims, type Claims } from './jwt.ts';

const NOW = 1_600_000_000;
const clock = createClock(NOW * 1000 + 999);
const keys = createSigningKeys({ clock, random: systemRandomness });
const issuer = createIssuer({
  issuer: 'https://www.cotter.app',
  clock,
  keys,
  random: systemRandomness,
});
const subject = {
  apiKeyId: 'key-id',
  userId: 'e8a47aff-f520-4b8d-952b-79d36d10fb3e',
  identifier: 'hello@gmail.com',
  authMethod: 'OTP',
  authTime: '1586257208',
};

function part(token: string, index: number): Claims {
  const text = Buffer.from(token.split('.')[index] ?? '', 'base64url');
  return JSON.parse(text.toString()) as Claims;
}

beforeEach(() => {
  clock.reset();
});

describe('an access token', () => {
  it('holds the claims of a real one, for one hour', async () => {
    const claims = AccessTokenClaimsSchema.parse(
      part(await issuer.accessToken(subject, {}), 1),
    );
    const { jti, ...rest } = claims;
    expect(UuidSchema.safeParse(jti).success).toBe(true);
    expect(rest).toEqual({
      iss: 'https://www.cotter.app',
      aud: 'key-id',
      sub: subject.userId,
      client_user_id: subject.userId,
      iat: NOW,
      exp: NOW + 3600,
      type: 'client_access_token',
      authentication_method: 'OTP',
      scope: 'access',
      identifier: 'hello@gmail.com',
    });
  });

  it('leaves out an identifier that is not known', async () => {
    const { identifier: _, ...event } = subject;
    expect(part(await issuer.accessToken(event, {}), 1)).not.toHaveProperty(
      'identifier',
    );
  });

  it('names the key that signed it, and verifies with the published one', async () => {
    // What every token of a key begins with is made once, so a new key shows how.
    keys.rotate();
    const token = await issuer.accessToken(subject, {});
    const [jwk] = keys.jwks().keys;
    expect(part(token, 0)).toEqual({ alg: 'ES256', kid: jwk?.kid, typ: 'JWT' });
    const [head = '', payload = '', signature = ''] = token.split('.');
    expect(
      verify(
        'sha256',
        Buffer.from(`${head}.${payload}`),
        {
          key: createPublicKey({ key: { ...jwk }, format: 'jwk' }),
          dsaEncoding: 'ieee-p1363',
        },
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
  });

  it('holds custom claims, none of which wins over its own', async () => {
    const claims = part(
      await issuer.accessToken(subject, {
        plan: 'pro',
        sub: 'x',
        scope: 'admin',
      }),
      1,
    );
    expect(claims).toMatchObject({
      plan: 'pro',
      sub: subject.userId,
      scope: 'access',
    });
  });

  it('with more claims stays what it was', async () => {
    const before = part(await issuer.accessToken(subject, { plan: 'pro' }), 1);
    clock.advance(60_000);
    const after = part(await issuer.withClaims(before, { seats: 3 }), 1);
    expect(after).toEqual({
      ...before,
      seats: 3,
      jti: after['jti'],
    });
    expect(after['jti']).not.toBe(before['jti']);
  });
});

describe('an id token', () => {
  it('holds the claims of a real one', async () => {
    const token = await issuer.idToken(subject);
    const { jti: _, ...claims } = IdTokenClaimsSchema.parse(part(token, 1));
    expect(claims).toEqual({
      iss: 'https://www.cotter.app',
      aud: 'key-id',
      sub: subject.userId,
      client_user_id: subject.userId,
      iat: NOW,
      exp: NOW + 3600,
      type: 'client_id_token',
      auth_time: '1586257208',
      identifier: 'hello@gmail.com',
    });
  });
});

describe('reading an access token', () => {
  const read = (token: string): Claims | undefined =>
    issuer.readAccessToken(token);

  it('gives its claims until it expires', async () => {
    const token = await issuer.accessToken(subject, {});
    expect(read(token)).toEqual(part(token, 1));
    clock.advance(3_599_000);
    expect(read(token)).toBeDefined();
    clock.advance(1000);
    expect(read(token)).toBeUndefined();
  });

  it('outlives the retirement of its key, not its withdrawal', async () => {
    const token = await issuer.accessToken(subject, {});
    keys.rotate({ overlapMs: 1000 });
    expect(read(token)).toBeDefined();
    clock.advance(1000);
    expect(read(token)).toBeUndefined();
  });

  it('refuses everything else', async () => {
    const token = await issuer.accessToken(subject, {});
    const [head = '', payload = '', signature = ''] = token.split('.');
    const { kid } = keys.active();
    const other = createSigningKeys({ clock, random: systemRandomness });
    for (const bad of [
      '',
      'x',
      'eyJhbGciOiJFUzI1Ni...',
      `${head}.${payload}`,
      `${token}.${signature}`,
      `${head}.${payload}.`,
      `${token}=`,
      `x.${payload}.${signature}`,
      `${head}.${encoded({ ...part(token, 1), sub: 'x' })}.${signature}`,
      `${encoded({ alg: 'none', kid })}.${payload}.`,
      `${encoded({ alg: 'HS256', kid })}.${payload}.${signature}`,
      `${encoded({ alg: 'ES256' })}.${payload}.${signature}`,
      `${encoded(null as unknown as Claims)}.${payload}.${signature}`,
      signJwt(part(token, 1), other.active()),
      signJwt(part(token, 1), { ...other.active(), kid }),
      signJwt({ ...part(token, 1), iss: 'x' }, keys.active()),
      signJwt({ ...part(token, 1), exp: 'x' }, keys.active()),
      signJwt({ ...part(token, 1), exp: String(NOW + 3600) }, keys.active()),
      await issuer.idToken(subject),
    ])
      expect(read(bad)).toBeUndefined();
    expect(read(token)).toBeDefined();
  });

  it.each([[[]], [null], ['text'], [5]])(
    'reads no payload but an object, not %j',
    (payload) => {
      const token = signJwt(payload as unknown as Claims, keys.active());
      expect(verifiedClaims(token, keys)).toBeUndefined();
    },
  );

  it('reads no token that names another algorithm, though its signature holds', () => {
    const key = keys.active();
    const { kid } = key;
    const signed = (alg: string): string => {
      const text = `${encoded({ alg, kid })}.${encoded({ a: 1 })}`;
      return `${text}.${key.sign(text).toString('base64url')}`;
    };
    expect(verifiedClaims(signed('ES256'), keys)).toEqual({ a: 1 });
    expect(verifiedClaims(signed('HS256'), keys)).toBeUndefined();
  });
});
