import { describe, expect, it } from 'vitest';
import { explainToken } from './explain-token.ts';
import {
  accessClaims,
  idClaims,
  signedJwt,
  signingKey,
} from '../testing/signed-jwt.fixture.ts';
import { API_KEY_ID, NOW_SECONDS, now } from '../testing/subject.fixture.ts';

const key = signingKey('SPACE_JWT_PUBLIC:1');
const options = { apiKeyId: API_KEY_ID, now };

function failed(jwt: string) {
  return explainToken(jwt, options).checks.filter(
    ({ passed }) => passed === false,
  );
}

describe('explainToken', () => {
  it('shows what is right with a good token', () => {
    const jwt = signedJwt(key, accessClaims);
    expect(String(explainToken(jwt, options)).split('\n')).toEqual([
      'pass form: a JWT of three parts',
      'pass header: alg ES256, kid SPACE_JWT_PUBLIC:1',
      '?    signature: not checked, because that needs the signing keys',
      'pass type: client_access_token, an access token',
      'pass issuer: https://www.cotter.app',
      `pass audience: ${API_KEY_ID}`,
      'pass subject: present',
      `pass issued at: ${String(NOW_SECONDS - 60)}, 60 s ago`,
      'pass not before: none',
      `pass expiry: ${String(NOW_SECONDS + 3540)}, in 3540 s`,
      'pass other claims: well-formed',
    ]);
  });

  it('recognises an id token', () => {
    const { checks } = explainToken(signedJwt(key, idClaims), options);
    expect(checks).toContainEqual({
      name: 'type',
      passed: true,
      detail: 'client_id_token, an id token',
    });
  });

  it('lists all that is wrong, and by how much', () => {
    const jwt = signedJwt(
      key,
      {
        ...accessClaims,
        iss: 'https://staging.cotter.app',
        aud: 'other-key',
        type: 'refresh',
        iat: NOW_SECONDS + 90,
        nbf: NOW_SECONDS + 30,
        exp: NOW_SECONDS - 42,
        sub: 17,
        scope: 5,
      },
      { alg: 'HS256' },
    );
    expect(failed(jwt).map(({ name, detail }) => `${name}: ${detail}`)).toEqual(
      [
        'header: its algorithm is not ES256 (alg HS256, kid SPACE_JWT_PUBLIC:1)',
        'type: it is no access token, going by its type: refresh',
        'issuer: its issuer is not https://www.cotter.app but https://staging.cotter.app',
        `audience: its audience (aud) is not your API key id ${API_KEY_ID}: other-key`,
        'subject: its claim sub is not a string that is not empty',
        'issued at: it was issued 90 s in the future; compare the clocks',
        'not before: it becomes valid in 30 s',
        'expiry: it expired 42 s ago',
        'other claims: its claim scope is not a string',
      ],
    );
  });

  it.each(['', 'x', 'Bearer a.b.c', '39560:abc', null, { a: 1 }])(
    'explains that %j is no JWT',
    (jwt) => {
      expect(failed(jwt as string)).toHaveLength(1);
      expect(failed(jwt as string)[0]?.name).toBe('form');
    },
  );

  it('does not compare the audience without an API key id', () => {
    const { checks } = explainToken(signedJwt(key, accessClaims), { now });
    expect(checks.find(({ name }) => name === 'audience')).toEqual({
      name: 'audience',
      passed: undefined,
      detail: `${API_KEY_ID}, not compared, because no apiKeyId was given`,
    });
  });

  it('compares with the issuer that it is given', () => {
    const jwt = signedJwt(key, accessClaims);
    const { checks } = explainToken(jwt, { ...options, issuer: 'http://x' });
    expect(checks.filter(({ passed }) => passed === false)).toHaveLength(1);
  });

  it('shows no token and nothing that identifies a user', () => {
    const inner = signedJwt(key, accessClaims);
    const jwt = signedJwt(
      key,
      {
        ...accessClaims,
        iss: inner,
        aud: `a\n${inner}`,
        type: inner,
        sub: 'CANARY',
        client_user_id: 'CANARY',
        identifier: ['CANARY'],
        jti: 'CANARY',
        custom: 'CANARY',
        exp: 'CANARY',
        iat: 'CANARY',
      },
      { kid: inner, jku: 'CANARY' },
    );
    const explained = explainToken(jwt, options);
    const text = String(explained) + JSON.stringify(explained);
    expect(text).not.toContain('CANARY');
    for (const part of [...jwt.split('.'), ...inner.split('.')]) {
      expect(text).not.toContain(part.slice(0, 12));
    }
    expect(String(explained).split('\n')).toHaveLength(11);
  });

  it('says of what is no text and no time what it is instead', () => {
    const claims = {
      type: 5,
      iss: null,
      aud: [API_KEY_ID],
      sub: 'x',
      iat: '1586257268',
      nbf: true,
      exp: -1,
    };
    const jwt = signedJwt(key, claims, { alg: 5 });
    expect(String(explainToken(jwt, { now })).split('\n')).toEqual([
      'pass form: a JWT of three parts',
      'FAIL header: its algorithm is not ES256 (alg no text but number, kid SPACE_JWT_PUBLIC:1)',
      '?    signature: not checked, because that needs the signing keys',
      'FAIL type: its claim type is not a string: no text but number',
      'FAIL issuer: its claim iss is not a string but no text but object',
      '?    audience: no text but object, not compared, because no apiKeyId was given',
      'pass subject: present',
      'FAIL issued at: its claim iat is not Unix seconds',
      'FAIL not before: its claim nbf is not Unix seconds',
      'FAIL expiry: its claim exp is not Unix seconds',
      'pass other claims: well-formed',
    ]);
  });

  it('says how far a time is from now, on both sides', () => {
    const claims = {
      ...accessClaims,
      iat: NOW_SECONDS,
      nbf: NOW_SECONDS - 5,
      exp: NOW_SECONDS + 1,
    };
    const { checks } = explainToken(signedJwt(key, claims), options);
    const details = checks.slice(7, 10).map(({ detail }) => detail);
    expect(details).toEqual([
      `${String(NOW_SECONDS)}, 0 s ago`,
      `${String(NOW_SECONDS - 5)}, 5 s ago`,
      `${String(NOW_SECONDS + 1)}, in 1 s`,
    ]);
  });

  it('tolerates 10 s, as a verifier does', () => {
    const expired = (ago: number) =>
      failed(signedJwt(key, { ...accessClaims, exp: NOW_SECONDS - ago }));
    expect(expired(9)).toEqual([]);
    expect(expired(10)).toHaveLength(1);
  });

  it.each([{ apiKeyId: '' }, { issuer: '' }, { now: 5 }, { audience: 'x' }])(
    'refuses the options %j',
    (wrong) => {
      expect(() => explainToken('', wrong as object)).toThrow(TypeError);
    },
  );
});
