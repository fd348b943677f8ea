// Runtimes that lack an algorithm, or WebCrypto as a whole, must not get the answer that their tokens are forged.
import { describe, expect, it, vi } from 'vitest';
import { reply, startServer } from '../testing/scripted-server.fixture.ts';
import { verifyEventToken } from './event-token.ts';
import { verifyIdentityToken } from './identity-token.ts';
import { refusal } from '../testing/refusal.fixture.ts';
import {
  accessClaims,
  jwksOf,
  signedJwt,
  signingKey,
} from '../testing/signed-jwt.fixture.ts';
import {
  signedEventToken,
  signedIdentityToken,
  signer,
} from '../testing/signed-token.fixture.ts';
import { API_KEY_ID, now } from '../testing/subject.fixture.ts';
import { createTokenVerifier } from './token-verifier.ts';

const key = signingKey('kid');
const jwt = signedJwt(key, accessClaims);
const cotter = signer();
const options = { apiKeyId: API_KEY_ID, publicKeys: [cotter.publicKey], now };

const runtimes = {
  'without WebCrypto': undefined,
  'without https': {},
  'without the algorithm': {
    subtle: {
      importKey: () =>
        Promise.reject(new DOMException('Unrecognized', 'NotSupportedError')),
    },
  },
};

/** None of them is Node.js, which has crypto of its own. */
function enter(crypto: object | undefined) {
  vi.stubGlobal('crypto', crypto);
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
}

describe.each(Object.entries(runtimes))('a runtime %s', (_, crypto) => {
  it.each([
    [
      'an access token',
      () =>
        createTokenVerifier({
          apiKeyId: API_KEY_ID,
          jwks: jwksOf(key),
          now,
        }).verifyAccessToken(jwt),
      'ES256',
    ],
    [
      'an identity token',
      () => verifyIdentityToken(signedIdentityToken(cotter), options),
      'Ed25519',
    ],
    [
      'an event token',
      () => verifyEventToken(signedEventToken(cotter), options),
      'Ed25519',
    ],
  ])('is named as the reason for %s', async (_token, verify, algorithm) => {
    enter(crypto);
    const error = await refusal(verify());
    expect(error).toMatchObject({
      code: 'unsupported_runtime',
      retryable: false,
    });
    expect(error.reason).toBeUndefined();
    expect(error.message).toContain(algorithm);
  });

  it('stays the reason when the keys are fetched and not fetched again', async () => {
    const server = await startServer(reply(200, jwksOf(key)));
    const { verifyAccessToken } = createTokenVerifier({
      apiKeyId: API_KEY_ID,
      jwks: server.origin,
      now,
    });
    enter(crypto);
    for (let round = 0; round < 2; round += 1) {
      const error = await refusal(verifyAccessToken(jwt));
      expect(error.code).toBe('unsupported_runtime');
      expect(error.message).toContain('ES256');
    }
    expect(server.requests).toHaveLength(1);
  });
});
