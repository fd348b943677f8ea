// Every bad JWT that the mock can mint, against the SDK's verifier with the mock's own key set.
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTokenVerifier,
  type TokenVerifier,
  type VerificationReason,
} from '@org/cotter-sdk/verify';
import {
  startMockCotter,
  type JwtDefect,
  type MockCotter,
} from '@org/mock-cotter';

let mock: MockCotter;
let verifier: TokenVerifier;

beforeAll(async () => {
  mock = await startMockCotter();
  verifier = createTokenVerifier({
    apiKeyId: mock.apiKey.id,
    jwks: `${mock.url}/api/v0/token/jwks`,
  });
});

afterAll(async () => {
  await mock.close();
});

const defects: Readonly<Record<JwtDefect, VerificationReason>> = {
  'alg-none': 'algorithm',
  expired: 'expired',
  hs256: 'algorithm',
  'missing-subject': 'malformed',
  'not-yet-valid': 'not_yet_valid',
  tampered: 'bad_signature',
  'unknown-kid': 'unknown_kid',
  'wrong-audience': 'wrong_audience',
  'wrong-issuer': 'wrong_issuer',
  'wrong-key': 'bad_signature',
};
const named = Object.entries(defects) as [JwtDefect, VerificationReason][];

describe('an access token', () => {
  it('is taken as the mock mints it', async () => {
    const { claims } = await verifier.verifyAccessToken(mock.mintAccessToken());
    expect(claims.aud).toBe(mock.apiKey.id);
  });

  it.each(named)(
    'with the defect %s is refused: %s',
    async (defect, reason) => {
      const token = mock.mintAccessToken({}, defect);
      const error: unknown = await verifier
        .verifyAccessToken(token)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: 'token_invalid',
        reason,
      });
      const text = inspect(error, { depth: Infinity, showHidden: true });
      for (const part of token.split('.').slice(1))
        if (part !== '') expect(text).not.toContain(part);
    },
  );
});

describe('an id token', () => {
  it('is taken as the mock mints it', async () => {
    const { claims } = await verifier.verifyIdToken(mock.mintIdToken());
    expect(claims.aud).toBe(mock.apiKey.id);
  });

  it.each(named)(
    'with the defect %s is refused: %s',
    async (defect, reason) => {
      const verified = verifier.verifyIdToken(mock.mintIdToken({}, defect));
      await expect(verified).rejects.toMatchObject({
        code: 'token_invalid',
        reason,
      });
    },
  );

  it('is not taken for an access token, nor the other way round', async () => {
    await expect(
      verifier.verifyAccessToken(mock.mintIdToken()),
    ).rejects.toThrow();
    await expect(
      verifier.verifyIdToken(mock.mintAccessToken()),
    ).rejects.toThrow();
  });
});
