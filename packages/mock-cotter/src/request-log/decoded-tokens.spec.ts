import { describe, expect, it } from 'vitest';
import { encoded } from '../tokens/jwt.ts';
import { decodedTokens, tokensIn } from './decoded-tokens.ts';
import { createRedactor } from './redact-request.ts';

const USER = 'e8a47aff-f520-4b8d-952b-79d36d10fb3e';
const redactor = createRedactor([{ id: 'a', secret: 'CANARY-secret' }]);

function jwt(claims: Readonly<Record<string, unknown>>): string {
  const header = { alg: 'ES256', kid: 'k', typ: 'JWT', CANARY: 'CANARY' };
  return `${encoded(header)}.${encoded(claims)}.CANARY-signature`;
}

function decoded(body: unknown) {
  return decodedTokens(tokensIn(body, 'request'), redactor);
}

describe('the tokens of a body', () => {
  it('are found in its fields and one below, and decoded', () => {
    const claims = { sub: USER, aud: 'a', exp: 1_700_000_000 };
    const token = { header: { alg: 'ES256', kid: 'k', typ: 'JWT' }, claims };
    expect(
      decoded({
        token: jwt(claims),
        oauth_token: { access_token: jwt(claims) },
      }),
    ).toMatchObject([
      { in: 'request', name: 'token', ...token },
      { in: 'request', name: 'access_token', ...token },
    ]);
  });

  it('show nothing that may be secret or personal', () => {
    const text = JSON.stringify(
      decoded({
        token: jwt({
          sub: 'CANARY@example.com',
          aud: 'CANARY-secret',
          identifier: 'CANARY@example.com',
          email: 'CANARY@example.com',
          CANARY: true,
          scope: 'access',
        }),
        CANARY: jwt({}),
      }),
    );
    expect(text).toContain('"scope":"access"');
    expect(text).not.toContain('CANARY');
  });

  it.each<[string, unknown]>([
    ['no object', 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.'],
    ['no token', { token: 'eyJ', a: 1, b: null, c: ['x'] }],
    ['a token that does not decode', { token: 'eyJ9.eyJ9.x' }],
    ['a token too deep to be one of the API', { a: { b: { token: jwt({}) } } }],
  ])('are none in %s', (_, body) => {
    expect(decoded(body)).toEqual([]);
  });
});
