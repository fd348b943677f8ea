// The SDK takes a token that it should refuse.
import type { PlantedFault } from '../fault.ts';
import type { Proof, ProofMock } from '../proof.ts';

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
];
