// The mock takes a request that it should refuse, or refuses it in a form that is not the API's.
import type { PlantedFault } from '../fault.ts';

const CHECK_FIELDS = 'packages/mock-cotter/src/prism/check-fields.ts';

export const mockFormFaults: readonly PlantedFault[] = [
  {
    id: 'mock/required-dropped',
    harm: 'a client that forgets a required field passes its tests and fails in production',
    edits: [
      {
        file: CHECK_FIELDS,
        find: 'const [first] = diagnostics;',
        replace:
          "const [first] = diagnostics.filter(({ code }) => code !== 'required');",
      },
    ],
    by: '03-keywords',
    proof: async ({ startMock }) => {
      const { send } = await startMock();
      return (await send('verifyToken', { body: {} })).status;
    },
  },
  {
    id: 'mock/any-secret-key',
    harm: 'a wrong API secret key shows only in production',
    edits: [
      {
        file: 'packages/mock-cotter/src/handlers/api-keys.ts',
        find: 'known.some((key) => key.secret === secret)',
        replace: 'known.some((key) => key.id === id)',
      },
    ],
    by: '09-auth',
    proof: async ({ startMock }) => {
      const { mock, send } = await startMock();
      const identity_token = mock.mintIdentityToken();
      const body = { grant_type: 'identity_token', identity_token };
      const key = { ...mock.apiKey, secret: 'wrong' };
      return (await send('exchangeToken', { body }, key)).status;
    },
  },
  {
    id: 'mock/refusal-quotes-token',
    harm: 'a token lands in logs with the message of a refusal',
    edits: [
      {
        file: 'packages/mock-cotter/src/prism/explain-body.ts',
        find: "return invalidRequest('The body must be a JSON object.');",
        replace:
          'return invalidRequest(`The body must be a JSON object, not ${JSON.stringify(body)}.`);',
      },
    ],
    by: '06-negative',
    proof: async ({ startMock }) => {
      const { send } = await startMock();
      const { body } = await send('verifyToken', { raw: '["canary"]' });
      return body.includes('canary');
    },
  },
];
