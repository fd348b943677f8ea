import {
  AccessTokenClaimsSchema,
  IdTokenClaimsSchema,
} from '@org/cotter-types';
import { describe, expect, it } from 'vitest';
import { checkClaims, type TokenKind } from './claim-checks.ts';
import { accessClaims, idClaims } from '../testing/signed-jwt.fixture.ts';
import { API_KEY_ID, NOW_SECONDS } from '../testing/subject.fixture.ts';

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
    'accepts %s only for an access token',
    (type) => {
      expect(check('access', { ...accessClaims, type })).toBeUndefined();
      expect(check('id', { ...idClaims, type })).toMatchObject({
        reason: 'wrong_type',
        detail: 'it is no id token but an access token',
      });
    },
  );

  it.each(['client_id_token', 'id_token'])(
    'accepts %s only for an id token',
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
    ['iat', NOW_SECONDS + 11, 'not_yet_valid'],
    ['nbf', NOW_SECONDS + 11, 'not_yet_valid'],
    ['exp', NOW_SECONDS - 10, 'expired'],
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

  it.each<readonly [TokenKind, string, unknown, string]>([
    ['access', 'type', 5, 'its claim type is not a string'],
    ['access', 'type', 'refresh', 'it is no access token, going by its type'],
    ['id', 'type', 'refresh', 'it is no id token, going by its type'],
    ['access', 'iss', 5, 'its claim iss is not a string'],
    ['access', 'iss', 'x', 'its issuer is not https://www.cotter.app'],
    ['access', 'aud', 5, 'its claim aud is not a string'],
    [
      'access',
      'aud',
      'x',
      `its audience (aud) is not your API key id ${API_KEY_ID}`,
    ],
    ['access', 'sub', '', 'its claim sub is not a string that is not empty'],
    ['access', 'iat', -1, 'its claim iat is not Unix seconds'],
    [
      'access',
      'iat',
      NOW_SECONDS + 90,
      'it was issued 90 s in the future; compare the clocks',
    ],
    ['access', 'nbf', 1.5, 'its claim nbf is not Unix seconds'],
    ['access', 'nbf', NOW_SECONDS + 30, 'it becomes valid in 30 s'],
    ['access', 'exp', null, 'its claim exp is not Unix seconds'],
    ['access', 'scope', 5, 'its claim scope is not a string'],
    ['id', 'identifier', [], 'its claim identifier is not a string'],
    [
      'id',
      'auth_time',
      NOW_SECONDS,
      'its claim auth_time is not Unix seconds as a string',
    ],
    [
      'id',
      'auth_time',
      '1a',
      'its claim auth_time is not Unix seconds as a string',
    ],
    [
      'id',
      'auth_time',
      'a1',
      'its claim auth_time is not Unix seconds as a string',
    ],
  ])('says of an %s token with %s %j: %s', (kind, field, value, detail) => {
    const claims = kind === 'access' ? accessClaims : idClaims;
    expect(check(kind, { ...claims, [field]: value })).toMatchObject({
      field,
      detail,
    });
  });

  it('finds the type first, and what is optional last', () => {
    const claims = { type: 'refresh', iss: 'x', aud: 'x', sub: 1, scope: 5 };
    const order = ['type', 'iss', 'aud', 'sub', 'iat', 'exp', 'scope'];
    const found: unknown[] = [];
    let rest: Readonly<Record<string, unknown>> = claims;
    for (const name of order) {
      found.push(check('access', rest)?.field);
      rest = {
        ...rest,
        [name]: accessClaims[name as keyof typeof accessClaims],
      };
    }
    expect(found).toEqual(order);
    expect(check('access', rest)).toBeUndefined();
  });

  it('takes the first of all seconds', () => {
    const claims = { ...accessClaims, iat: 0, nbf: 0 };
    expect(check('access', claims)).toBeUndefined();
  });

  it.each(['0', '-1', '1586257268'])('takes the auth_time %s', (auth_time) => {
    expect(check('id', { ...idClaims, auth_time })).toBeUndefined();
  });

  it('does not look at the auth_time of an access token', () => {
    const claims = { ...accessClaims, auth_time: 5 };
    expect(check('access', claims)).toBeUndefined();
  });
});
