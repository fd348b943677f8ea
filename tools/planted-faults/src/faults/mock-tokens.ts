// What the mock issues, and what it takes for its own, is wrong.
import type { PlantedFault } from '../fault.ts';
import type { Proof } from '../proof.ts';

const ISSUER = 'packages/mock-cotter/src/tokens/issuer.ts';
const CHECK = 'packages/mock-cotter/src/tokens/check-input.ts';
const KEYS = 'packages/mock-cotter/src/tokens/signing-keys.ts';

/** What the claims of an access token, or the answer that brought it, say. */
function fromTokens(
  read: (
    answer: Record<string, unknown>,
    claims: Record<string, number>,
  ) => unknown,
): Proof {
  return async ({ startMock }) => {
    const { exchange } = await startMock();
    const { body } = await exchange();
    const answer = JSON.parse(body) as Record<string, string>;
    const payload = answer['access_token']?.split('.')[1] ?? '';
    const text = Buffer.from(payload, 'base64url').toString();
    return read(answer, JSON.parse(text) as Record<string, number>);
  };
}

/** What the mock says about an access token at its verification operation. */
function verifying(defect: 'expired' | 'tampered' | 'id-token'): Proof {
  return async ({ startMock }) => {
    const { mock, send } = await startMock();
    const access_token =
      defect === 'id-token'
        ? mock.mintIdToken()
        : mock.mintAccessToken({}, defect);
    const { body } = await send('verifyToken', {
      body: { oauth_token: { access_token } },
    });
    return (JSON.parse(body) as { success?: boolean }).success;
  };
}

export const mockTokenFaults: readonly PlantedFault[] = [
  {
    id: 'mock/exp-not-expires-in',
    harm: 'a client that counts expires_in sends tokens that have expired',
    edits: [
      {
        file: ISSUER,
        find: 'exp: iat + TOKEN_LIFETIME_SECONDS,',
        replace: 'exp: iat + TOKEN_LIFETIME_SECONDS / 60,',
      },
    ],
    by: '12-token-content',
    proof: fromTokens(({ expires_in }, { exp = 0, iat = 0 }) => [
      expires_in,
      exp - iat,
    ]),
  },
  {
    id: 'mock/clock-not-followed',
    harm: 'a test that moves the clock gets tokens of the system’s time',
    edits: [
      {
        file: ISSUER,
        find: 'const iat = unixSeconds(clock);',
        replace: 'const iat = Math.floor(Date.now() / 1000);',
      },
    ],
    by: '12-token-content',
    proof: async ({ startMock }) => {
      const now = Date.parse('2030-01-01T00:00:00Z');
      const { mock } = await startMock({ now });
      const [, payload = ''] = mock.mintAccessToken().split('.');
      const text = Buffer.from(payload, 'base64url').toString();
      return (JSON.parse(text) as { iat: number }).iat === now / 1000;
    },
  },
  {
    id: 'mock/subject-not-of-input',
    harm: 'a user is signed in as another one',
    edits: [
      {
        file: ISSUER,
        find: 'sub: userId,',
        replace: 'sub: randomUuid(random),',
      },
    ],
    by: '12-token-content',
    proof: fromTokens((_, { sub, client_user_id }) => sub === client_user_id),
  },
  {
    id: 'mock/new-key-not-first',
    harm: 'after a rotation, a client that takes the first key refuses every new token',
    edits: [
      {
        file: KEYS,
        find: '      active,\n      ...retired.filter(({ until }) => until > now).map(({ key }) => key),',
        replace:
          '      ...retired.filter(({ until }) => until > now).map(({ key }) => key),\n      active,',
      },
    ],
    by: '12-token-content',
    proof: async ({ startMock }) => {
      const { mock } = await startMock();
      const [old] = mock.keys.jwks().keys;
      mock.keys.rotate();
      return mock.keys.jwks().keys[0]?.kid === old?.kid;
    },
  },
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
    id: 'mock/expired-token-verified',
    harm: 'an access token that has expired counts as valid for ever',
    edits: [
      {
        file: ISSUER,
        find: 'unixSeconds(clock) < exp',
        replace: 'unixSeconds(clock) > 0',
      },
    ],
    by: '12-token-content',
    proof: verifying('expired'),
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
    proof: verifying('tampered'),
  },
  {
    id: 'mock/id-token-as-access-token',
    harm: 'an id token, which is meant for the page, opens an API',
    edits: [{ file: ISSUER, find: 'type === ACCESS_TOKEN &&', replace: '' }],
    by: '12-token-content',
    proof: verifying('id-token'),
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
        find: '      ...(isExample ? warned(services, name) : {}),\n',
        replace: '',
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
