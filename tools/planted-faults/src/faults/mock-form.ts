// The mock takes a request that it should refuse, or refuses it in a form that is not the API's.
import type { PlantedFault } from '../fault.ts';
import type { Proof } from '../proof.ts';

const ENGINE = 'packages/mock-cotter/src/prism/engine.ts';
const CHECK_FIELDS = 'packages/mock-cotter/src/prism/check-fields.ts';
const API = 'packages/mock-cotter/src/prism/load-api.ts';
const READS_DESCRIPTION = 'await readOperations(description);';

/** The status of an exchange after a change of its body. */
function exchanging(
  change: (body: {
    grant_type: string;
    identity_token: Record<string, unknown>;
  }) => void,
): Proof {
  return async ({ startMock }) => {
    const { mock, send } = await startMock({ strict: false });
    const body = {
      grant_type: 'identity_token',
      // An example of the documentation, whose signature is not checked.
      identity_token: { ...mock.mintIdentityToken(), signature: 'x' },
    };
    change(body);
    return (await send('exchangeToken', { body })).status;
  };
}

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
    id: 'mock/max-length-off-by-one',
    harm: 'an identifier that production refuses for its length passes in tests',
    edits: [
      {
        file: API,
        find: READS_DESCRIPTION,
        replace:
          'await readOperations(JSON.parse(JSON.stringify(description).replace(\'"maxLength":320\', \'"maxLength":321\')) as Description);',
      },
    ],
    by: '03-keywords',
    proof: exchanging(({ identity_token }) => {
      identity_token['identifier'] = `${'a'.repeat(319)}@a`;
    }),
  },
  {
    id: 'mock/extra-key-accepted',
    harm: 'a misspelt field is ignored in tests and refused in production',
    edits: [
      {
        file: API,
        find: READS_DESCRIPTION,
        replace:
          "await readOperations(JSON.parse(JSON.stringify(description).replaceAll(',\"additionalProperties\":false', '')) as Description);",
      },
    ],
    by: '03-keywords',
    proof: exchanging(({ identity_token }) => {
      identity_token['unexpected'] = 'x';
    }),
  },
  {
    id: 'mock/keys-not-asked-for',
    harm: 'a client that sends no API key id passes its tests',
    edits: [
      {
        file: ENGINE,
        find: "if (checked._tag === 'Left') throw missing(operation, element);",
        replace: 'void checked;\n      void missing;',
      },
      {
        file: 'packages/mock-cotter/src/handlers/api-keys.ts',
        find: 'if (!acceptsUnknownKeys && !apiKeys.some',
        replace: "if (!acceptsUnknownKeys && id !== '' && !apiKeys.some",
      },
      {
        file: 'packages/mock-cotter/src/handlers/api-keys.ts',
        find: 'if (decodeURIComponent(last) !== id)',
        replace: "if (id !== '' && decodeURIComponent(last) !== id)",
      },
    ],
    by: '09-auth',
    proof: async ({ startMock }) => {
      const { send } = await startMock();
      return (await send('signOut', { headers: { API_KEY_ID: null } })).status;
    },
  },
  {
    id: 'mock/any-secret-key',
    harm: 'a wrong API secret key is found out in production alone',
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
    id: 'mock/receiver-not-compared',
    harm: 'an app takes identity tokens that were issued for another app',
    edits: [
      {
        file: 'packages/mock-cotter/src/handlers/exchange-token.ts',
        find: "requireIssuedFor(id, 'identity_token.receiver', token.receiver);",
        replace: '',
      },
    ],
    by: '09-auth',
    proof: async ({ startMock }) => {
      const { exchange } = await startMock();
      return (await exchange({ receiver: 'another' })).status;
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
