// What the mock issues, and what it takes for its own, is wrong.
import type { PlantedFault } from '../fault.ts';
import type { Proof } from '../proof.ts';

const CHECK = 'packages/mock-cotter/src/tokens/check-input.ts';
const KEYS = 'packages/mock-cotter/src/tokens/signing-keys.ts';

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
    id: 'mock/old-key-withdrawn-at-once',
    harm: 'a rotation of keys makes every token that is in use unverifiable',
    edits: [
      {
        file: KEYS,
        find: 'const OVERLAP_MS = 3_600_000;',
        replace: 'const OVERLAP_MS = 0;',
      },
    ],
    by: '12-token-content',
    proof: async ({ startMock }) => {
      const { mock } = await startMock();
      mock.keys.rotate();
      return mock.keys.jwks().keys.length;
    },
  },
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
  {
    id: 'mock/input-signature-not-checked',
    harm: 'a forged identity token is accepted',
    edits: [
      {
        file: CHECK,
        find: '!key.verify(identityTokenMessage(token), token.signature)',
        replace:
          "!key.verify(identityTokenMessage(token), token.signature) && token.signature === ''",
      },
    ],
    by: 'packages/mock-cotter/src/tokens/inputs.spec.ts',
    proof: async ({ startMock }) => {
      const { exchange } = await startMock();
      return (await exchange({}, 'wrong-key')).status;
    },
  },
  {
    id: 'mock/unapproved-event-accepted',
    harm: 'a login that the user declined succeeds',
    edits: [
      {
        file: 'packages/mock-cotter/src/handlers/exchange-token.ts',
        find: 'if (!token.approved)',
        replace: "if (!token.approved && token.method === 'PIN')",
      },
    ],
    by: 'packages/mock-cotter/src/handlers/exchange-token.spec.ts',
    proof: async ({ startMock }) => {
      const { mock, send } = await startMock();
      const event_token = mock.mintEventToken({}, 'not-approved');
      const body = { grant_type: 'event_token', event_token };
      return (await send('exchangeToken', { body })).status;
    },
  },
  {
    id: 'mock/warning-lost',
    harm: 'nobody learns what the default mode let pass and production will refuse',
    edits: [
      {
        file: 'packages/mock-cotter/src/handlers/exchange-token.ts',
        find: 'const warning = isExample ? warned(services, name) : {};',
        replace: 'const warning = {};',
      },
    ],
    by: 'packages/mock-cotter/src/handlers/exchange-token.spec.ts',
    proof: async ({ startMock }) => {
      const { mock, send } = await startMock({ strict: false });
      const identity_token = { ...mock.mintIdentityToken(), signature: 'x' };
      const body = { grant_type: 'identity_token', identity_token };
      const { headers } = await send('exchangeToken', { body });
      return headers['cotter-mock-warning'] !== undefined;
    },
  },
  {
    id: 'mock/custom-claims-override',
    harm: 'a custom claim makes a token of another user',
    edits: [
      {
        file: 'packages/mock-cotter/src/handlers/add-custom-claims.ts',
        find: 'if (taken.length > 0) {',
        replace: 'if (taken.length > 1) {',
      },
    ],
    by: 'packages/mock-cotter/src/handlers/verification.spec.ts',
    proof: async ({ startMock }) => {
      const { login, send } = await startMock();
      const { access_token: token } = await login();
      const body = { token, custom_attributes: { sub: 'another' } };
      return (await send('addCustomClaims', { body })).status;
    },
  },
];
