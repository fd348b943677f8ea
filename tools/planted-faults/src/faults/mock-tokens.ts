// What the mock issues, and what it takes for its own, is wrong.
import type { PlantedFault } from '../fault.ts';
import type { Proof } from '../proof.ts';

/** What the mock says about a tampered access token at its verification operation. */
const verifyingTampered: Proof = async ({ startMock }) => {
  const { mock, send } = await startMock();
  const access_token = mock.mintAccessToken({}, 'tampered');
  const { body } = await send('verifyToken', {
    body: { oauth_token: { access_token } },
  });
  return (JSON.parse(body) as { success?: boolean }).success;
};

export const mockTokenFaults: readonly PlantedFault[] = [
  {
    id: 'mock/signature-of-jwt-not-checked',
    harm: 'a forged access token counts as valid',
    edits: [
      {
        file: 'packages/mock-cotter/src/tokens/jwt.ts',
        find: "bytes.toString('base64url') !== signature ||",
        replace: "bytes.toString('base64url') !== signature && ",
      },
    ],
    by: '12-token-content',
    proof: verifyingTampered,
  },
];
