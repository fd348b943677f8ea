// The SDK takes a token that it should refuse.
import type { PlantedFault } from '../fault.ts';
import type { Proof, ProofMock } from '../proof.ts';

const SRC = 'packages/cotter-sdk/src/verify';

type Minted = Parameters<ProofMock['mock']['mintAccessToken']>;

/** What verification as an access token says about a token of the mock. */
function verifying(mint: (mock: ProofMock['mock']) => string): Proof {
  return async ({ startMock, verify }) => {
    const { mock } = await startMock();
    const verifier = verify.createTokenVerifier({
      apiKeyId: mock.apiKey.id,
      jwks: mock.keys.jwks(),
    });
    return verifier.verifyAccessToken(mint(mock)).then(
      () => 'verified',
      (error: unknown) => (error as { reason?: string }).reason,
    );
  };
}

const accessToken = (defect: Minted[1], claims?: Minted[0]): Proof =>
  verifying((mock) => mock.mintAccessToken(claims, defect));

export const sdkVerifyFaults: readonly PlantedFault[] = [
  {
    id: 'sdk/alg-none-accepted',
    harm: 'anybody can write an access token',
    edits: [
      {
        file: 'packages/cotter-sdk/src/verify/keys/jwt-signature.ts',
        find: 'const header = readHeader(decoded.header);',
        replace:
          "if (decoded.header['alg'] === 'none') return { claims: decoded.payload, kid: '', key: { verify: () => true } };\n  const header = readHeader(decoded.header);",
      },
    ],
    by: 'tools/integration-tests/src/bad-jwts.spec.ts',
    proof: accessToken('alg-none'),
  },
  {
    id: 'sdk/signature-not-checked',
    harm: 'anybody can write an access token',
    edits: [
      {
        file: 'packages/cotter-sdk/src/verify/keys/jwt-signature.ts',
        find: 'if (await key.verify(signature, signingInput))',
        replace:
          'if ((await key.verify(signature, signingInput)) || signature.length === 64)',
      },
    ],
    by: 'tools/integration-tests/src/bad-jwts.spec.ts',
    proof: accessToken('tampered'),
  },
  {
    id: 'sdk/id-token-as-access-token',
    harm: 'an id token, which is meant for the page, opens an API',
    edits: [
      {
        file: `${SRC}/claim-checks.ts`,
        find: 'if (TYPES[kind].includes(type)) return undefined;',
        replace:
          'if (Object.values(TYPES).flat().includes(type)) return undefined;',
      },
    ],
    by: 'packages/cotter-sdk/src/verify/token-verifier.spec.ts',
    proof: verifying((mock) => mock.mintIdToken()),
  },
  {
    id: 'sdk/new-key-not-fetched',
    harm: 'after the issuer rotates its keys, every user is refused until a restart',
    edits: [
      {
        file: 'packages/cotter-sdk/src/verify/keys/key-source.ts',
        find: 'if (fresh !== undefined) return fresh;',
        replace: 'if (fresh !== undefined || held !== undefined) return fresh;',
      },
    ],
    by: 'packages/cotter-sdk/src/verify/keys/jwks-outage.spec.ts',
    proof: async ({ startMock, verify }) => {
      const { mock } = await startMock();
      const verifier = verify.createTokenVerifier({
        apiKeyId: mock.apiKey.id,
        jwks: `${mock.url}/api/v0/token/jwks`,
        now: () => mock.clock.now(),
      });
      await verifier.verifyAccessToken(mock.mintAccessToken());
      mock.keys.rotate();
      mock.clock.advance(60_000);
      return verifier.verifyAccessToken(mock.mintAccessToken()).then(
        () => 'verified',
        (error: unknown) => (error as { reason?: string }).reason,
      );
    },
  },
  {
    id: 'sdk/unapproved-event-accepted',
    harm: 'a login that the user declined succeeds',
    edits: [
      {
        file: `${SRC}/event-token.ts`,
        find: 'if (!approved) {',
        replace: 'if (!approved && signed.new) {',
      },
    ],
    by: 'packages/cotter-sdk/src/verify/event-token.spec.ts',
    proof: async ({ startMock, verify }) => {
      const { mock } = await startMock();
      const token = mock.mintEventToken({}, 'not-approved');
      return verify
        .verifyEventToken(token, {
          apiKeyId: mock.apiKey.id,
          publicKeys: [mock.keys.inputPublicKey],
        })
        .then(
          () => 'verified',
          (error: unknown) => (error as { reason?: string }).reason,
        );
    },
  },
  {
    id: 'sdk/identity-token-of-another-app-accepted',
    harm: 'an app signs users in with identity tokens that were issued for another app',
    edits: [
      {
        file: `${SRC}/identity-token.ts`,
        find: 'if (verified.receiver !== apiKeyId) {',
        replace: "if (verified.receiver === '') {",
      },
    ],
    by: 'packages/cotter-sdk/src/verify/identity-token.spec.ts',
    proof: async ({ startMock, verify }) => {
      const { mock } = await startMock();
      const token = mock.mintIdentityToken({ receiver: 'another' });
      return verify
        .verifyIdentityToken(token, {
          apiKeyId: mock.apiKey.id,
          publicKeys: [mock.keys.inputPublicKey],
        })
        .then(
          () => 'verified',
          (error: unknown) => (error as { reason?: string }).reason,
        );
    },
  },
];
