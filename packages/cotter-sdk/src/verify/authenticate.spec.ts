import { describe, expect, it } from 'vitest';
import {
  accessClaims,
  idClaims,
  jwksOf,
  signedJwt,
  signingKey,
} from '../testing/signed-jwt.fixture.ts';
import { API_KEY_ID, now } from '../testing/subject.fixture.ts';
import { authenticate } from './authenticate.ts';
import { createTokenVerifier } from './token-verifier.ts';
import { unsupportedRuntime } from './verification-error.ts';

const key = signingKey('key-1');
const token = signedJwt(key, accessClaims);
const verifier = createTokenVerifier({
  apiKeyId: API_KEY_ID,
  jwks: jwksOf(key),
  now,
});

describe('authenticate', () => {
  it.each([`Bearer ${token}`, `bearer ${token}`, `BEARER   ${token} `])(
    'accepts the header %#',
    async (header) => {
      expect(await verifier.authenticate(header)).toEqual({
        ok: true,
        claims: accessClaims,
        kid: 'key-1',
      });
    },
  );

  it.each([undefined, null, '', 'Basic YTpi', token, `Bearer${token}`])(
    'asks for a token, without an error code, if the header is %j',
    async (header) => {
      expect(await verifier.authenticate(header)).toEqual({
        ok: false,
        status: 401,
        headers: { 'www-authenticate': 'Bearer' },
      });
    },
  );

  it.each(['Bearer', 'Bearer ', 'Bearer a b', `Bearer ${token}, Bearer x`])(
    'answers 400 to the header %j',
    async (header) => {
      expect(await verifier.authenticate(header)).toEqual({
        ok: false,
        status: 400,
        headers: {
          'www-authenticate':
            'Bearer error="invalid_request", error_description="One token must follow"',
        },
      });
    },
  );

  it.each([
    [
      'an expired token',
      signedJwt(key, { ...accessClaims, exp: accessClaims.iat + 1 }),
      'The access token has expired',
      'expired',
    ],
    [
      'an id token',
      signedJwt(key, idClaims),
      'The access token is not valid',
      'wrong_type',
    ],
    ['what is no JWT', 'canary', 'The access token is not valid', 'malformed'],
  ])('answers 401 to %s', async (_name, jwt, description, reason) => {
    const refused = await verifier.authenticate(`Bearer ${jwt}`);
    expect(refused).toEqual({
      ok: false,
      status: 401,
      headers: {
        'www-authenticate': `Bearer error="invalid_token", error_description="${description}"`,
      },
      error: expect.objectContaining({
        code: 'token_invalid',
        reason,
      }) as Error,
    });
    expect(JSON.stringify(refused)).not.toContain(jwt);
  });

  it('answers 503, without a challenge, while there are no signing keys', async () => {
    const without = createTokenVerifier({
      apiKeyId: API_KEY_ID,
      jwks: () => Promise.reject(new Error('down')),
      now,
    });
    expect(await without.authenticate(`Bearer ${token}`)).toEqual({
      ok: false,
      status: 503,
      headers: {},
      error: expect.objectContaining({ code: 'keys_unavailable' }) as Error,
    });
  });

  it.each([
    ['the runtime lacks the algorithm', unsupportedRuntime('ES256')],
    ['something else fails', new TypeError('a mistake')],
  ])('rejects if %s, which no client can mend', async (_, error) => {
    await expect(
      authenticate(`Bearer ${token}`, () => Promise.reject(error)),
    ).rejects.toBe(error);
  });

  it('returns a valid ResponseInit', async () => {
    const refused = await verifier.authenticate(undefined);
    if (refused.ok) throw new Error('It was accepted.');
    const response = new Response(null, refused);
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
  });
});
