// The description, its zod schemas and its types say different things. The edits are of the module that is generated
// from `openapi.yaml`, as if the file had been changed and synchronised, and the schemas forgotten.
import type { PlantedFault } from '../fault.ts';
import type { Proof } from '../proof.ts';

const DESCRIPTION = 'packages/cotter-types/src/generated/description.ts';
const TYPES = 'packages/cotter-types/src/generated/openapi.ts';

/** The status that the mock, which follows the description, gives to an event token with this field. */
function exchangingEvent(field: string, value: unknown): Proof {
  return async ({ startMock }) => {
    const { mock, send } = await startMock({ strict: false });
    const { [field]: _, ...rest } = {
      ...mock.mintEventToken(),
      // An example of the documentation, whose signature is not checked.
      signature: 'x',
    } as Record<string, unknown>;
    const event_token =
      value === undefined ? rest : { ...rest, [field]: value };
    const body = { grant_type: 'event_token', event_token };
    return (await send('exchangeToken', { body })).status;
  };
}

export const descriptionFaults: readonly PlantedFault[] = [
  {
    id: 'description/required-removed',
    harm: 'the SDK refuses what the API takes',
    edits: [
      {
        file: DESCRIPTION,
        find: "'ip',\n          'issuer',\n          'location',",
        replace: "'ip',\n          'issuer',",
      },
    ],
    by: '08-agreement',
    proof: exchangingEvent('location', undefined),
  },
  {
    id: 'description/keys-optional',
    harm: 'a client that follows the description sends no key, and is refused',
    edits: [
      {
        file: DESCRIPTION,
        find: 'security: [{ ApiKeyId: [], ApiSecretKey: [] }, { ApiKeyId: [] }],',
        replace: 'security: [{ ApiKeyId: [], ApiSecretKey: [] }, {}],',
      },
    ],
    by: '02-coverage',
    proof: ({ description }) =>
      description.paths['/api/v0/token'].post.security,
  },
  {
    id: 'types/field-renamed',
    harm: 'code that compiles reads a field that is not there',
    edits: [
      {
        file: TYPES,
        find: '/** @description Opaque. It lives 30 days and is replaced at each use. */\n      refresh_token: string;',
        replace:
          '/** @description Opaque. It lives 30 days and is replaced at each use. */\n      refreshToken: string;',
      },
    ],
    by: 'packages/cotter-types/src/schemas/parity.test-d.ts',
    proof: {
      compiles:
        "import type { OAuthTokens } from '@org/cotter-types';\nexport const read = (tokens: OAuthTokens): string => tokens.refresh_token;\n",
    },
  },
];
