import {
  AccessTokenClaimsSchema,
  IdTokenClaimsSchema,
} from '@org/cotter-types';
import { describe, expect, it } from 'vitest';
import { checkClaims, type TokenKind } from './claim-checks.ts';
import { accessClaims, idClaims } from './signed-jwt.fixture.ts';
import { API_KEY_ID, NOW_SECONDS } from './subject.fixture.ts';

const sides = [
  ['access', accessClaims, AccessTokenClaimsSchema],
  ['id', idClaims, IdTokenClaimsSchema],
] as const;

function check(
  kind: TokenKind,
  claims: Readonly<Record<string, unknown>>,
  toleranceSeconds = 10,
) {
  return checkClaims(claims, {
    kind,
    issuer: 'https://www.cotter.app',
    audience: API_KEY_ID,
    nowSeconds: NOW_SECONDS,
    toleranceSeconds,
  });
}

describe.each(sides)('the claims of an %s token', (kind, claims, schema) => {
  it('pass as production issued them', () => {
    expect(check(kind, claims)).toBeUndefined();
    expect(schema.safeParse(claims).success).toBe(true);
  });

  it('pass with custom claims', () => {
    expect(check(kind, { ...claims, plan: { name: 'pro' } })).toBeUndefined();
  });

  const names = new Set([
    ...Object.keys(AccessTokenClaimsSchema.shape),
    ...Object.keys(IdTokenClaimsSchema.shape),
  ]);
  const values = [undefined, null, '', 'x', '12', 1.5, -1, true, [], {}, ['x']];

  // The schema is the reference; it is not used, because it would double the size of the bundle several times.
  it.each([...names])('are judged like the schema judges them: %s', (name) => {
    const disagreements = values.filter((value) => {
      const { [name]: _, ...rest } = claims as Record<string, unknown>;
      const changed = value === undefined ? rest : { ...rest, [name]: value };
      const fault = check(kind, changed);
      // What is well-formed may still be refused for what it says.
      return schema.safeParse(changed).success
        ? fault?.reason === 'malformed'
        : fault === undefined;
    });
    expect(disagreements).toEqual([]);
  });
});

describe('checkClaims', () => {
  it.each(['client_access_token', 'access_token'])(
    'takes %s for an access token alone',
    (type) => {
      expect(check('access', { ...accessClaims, type })).toBeUndefined();
      expect(check('id', { ...idClaims, type })).toMatchObject({
        reason: 'wrong_type',
        detail: 'it is no id token but an access token',
      });
    },
  );

  it.each(['client_id_token', 'id_token'])(
    'takes %s for an id token alone',
    (type) => {
      expect(check('id', { ...idClaims, type })).toBeUndefined();
      expect(check('access', { ...accessClaims, type })).toMatchObject({
        reason: 'wrong_type',
        detail: 'it is no access token but an id token',
      });
    },
  );

  it.each([
    ['iss', 'https://www.cotter.app/', 'wrong_issuer'],
    ['iss', 'https://evil.example', 'wrong_issuer'],
    ['aud', API_KEY_ID.toUpperCase(), 'wrong_audience'],
    ['aud', [API_KEY_ID], 'malformed'],
    ['type', 'refresh_token', 'wrong_type'],
    ['type', '__proto__', 'wrong_type'],
    ['nbf', NOW_SECONDS + 11, 'not_yet_valid'],
    ['nbf', String(NOW_SECONDS), 'malformed'],
    ['exp', String(NOW_SECONDS + 3600), 'malformed'],
    ['exp', 1e300, 'malformed'],
  ])('refuses %s %j as %s', (field, value, reason) => {
    const claims = { ...accessClaims, [field]: value };
    expect(check('access', claims)).toMatchObject({ reason, field });
  });

  it.each([
    [0, 'exp', 1, true],
    [0, 'exp', 0, false],
    [10, 'exp', -9, true],
    [10, 'exp', -10, false],
    [0, 'iat', 0, true],
    [0, 'iat', 1, false],
    [10, 'iat', 10, true],
    [10, 'iat', 11, false],
    [10, 'nbf', 10, true],
    [10, 'nbf', 11, false],
  ])(
    'with a tolerance of %i s, judges %s %i s from now: %s',
    (tolerance, field, offset, passes) => {
      const claims = { ...accessClaims, [field]: NOW_SECONDS + offset };
      expect(check('access', claims, tolerance) === undefined).toBe(passes);
    },
  );

  it('says by how much a time is missed', () => {
    const { detail } =
      check('access', { ...accessClaims, exp: NOW_SECONDS - 42 }) ?? {};
    expect(detail).toBe('it expired 42 s ago');
  });
});
