// A key set may hold keys that are not understood (RFC 7517 section 5); they change nothing for the others.
import {
  generateKeyPairSync,
  type JsonWebKey,
  type KeyPairKeyObjectResult,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rejection } from '../../testing/rejection.fixture.ts';
import { reply, startServer } from '../../testing/scripted-server.fixture.ts';
import { clientFor } from '../../testing/tokens.fixture.ts';
import {
  accessClaims,
  jwksOf,
  signedJwt,
  signingKey,
} from '../../testing/signed-jwt.fixture.ts';
import { API_KEY_ID, NOW_SECONDS } from '../../testing/subject.fixture.ts';
import { createTokenVerifier } from '../token-verifier.ts';

const key = signingKey('current');

function foreign(
  alg: string,
  { publicKey }: KeyPairKeyObjectResult,
): JsonWebKey & { readonly kid: string } {
  const jwk = publicKey.export({ format: 'jwk' });
  return { ...jwk, alg, use: 'sig', kid: alg };
}

const FOREIGN = [
  foreign('RS256', generateKeyPairSync('rsa', { modulusLength: 2048 })),
  foreign('ES384', generateKeyPairSync('ec', { namedCurve: 'P-384' })),
  foreign('EdDSA', generateKeyPairSync('ed25519')),
  { kty: 'oct', k: 'c2VjcmV0', alg: 'HS256', kid: 'HS256' },
  { kty: 'of a later year', kid: 'later' },
];

/** The foreign keys come first, as after a change of algorithms. */
const mixed = { keys: [...FOREIGN, ...jwksOf(key).keys] };

describe('keys other than EC P-256', () => {
  it.each(['a URL', 'a key set'])(
    'are passed over by a verifier that is given %s',
    async (given) => {
      const { origin } = await startServer(reply(200, mixed));
      const verifier = createTokenVerifier({
        apiKeyId: API_KEY_ID,
        // The type allows only the described keys.
        jwks: given === 'a URL' ? origin : (mixed as ReturnType<typeof jwksOf>),
        now: () => NOW_SECONDS * 1000,
      });
      const { kid } = await verifier.verifyAccessToken(
        signedJwt(key, accessClaims),
      );
      expect(kid).toBe('current');
      const named = signedJwt(key, accessClaims, { kid: 'RS256' });
      await expect(verifier.verifyAccessToken(named)).rejects.toMatchObject({
        reason: 'unknown_kid',
      });
    },
  );

  it('are left out of what a client fetches', async () => {
    const server = await startServer(reply(200, mixed));
    await expect(clientFor(server).fetchJwks()).resolves.toEqual(jwksOf(key));
  });

  it('are not enough without a usable key', async () => {
    const server = await startServer(reply(200, { keys: FOREIGN }));
    expect(await rejection(clientFor(server).fetchJwks())).toMatchObject({
      code: 'invalid_response',
      fault: 'wrong_shape',
      problems: [{ path: 'keys' }],
    });
  });
});
