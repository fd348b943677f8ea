import type { Pair } from './edit.fixture.ts';

/** A small description with one of each thing that the gate compares. */
export const small = {
  openapi: '3.1.0',
  info: { title: 'Small', version: '1.0.0' },
  servers: [{ url: 'https://api.example.com' }],
  paths: {
    '/token/{company_id}': {
      post: {
        operationId: 'createToken',
        security: [{ Key: [] }],
        parameters: [
          {
            name: 'company_id',
            in: 'path',
            required: true,
            schema: { type: 'string', maxLength: 36 },
          },
          {
            name: 'dry_run',
            in: 'query',
            schema: { type: 'boolean' },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Grant' },
            },
            'application/x-www-form-urlencoded': {
              schema: { $ref: '#/components/schemas/Grant' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The tokens.',
            headers: {
              'Cache-Control': {
                required: true,
                schema: { type: 'string', const: 'no-store' },
              },
              'X-Remaining': { schema: { type: 'integer', minimum: 0 } },
            },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Tokens' },
              },
            },
          },
          '400': {
            description: 'Refused.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Failure' },
              },
            },
          },
        },
      },
      delete: {
        operationId: 'deleteToken',
        parameters: [
          {
            name: 'company_id',
            in: 'path',
            required: true,
            schema: { type: 'string', maxLength: 36 },
          },
        ],
        responses: { '204': { description: 'Gone.' } },
      },
    },
  },
  components: {
    securitySchemes: {
      Key: { type: 'apiKey', in: 'header', name: 'API_KEY_ID' },
    },
    schemas: {
      Grant: {
        oneOf: [
          { $ref: '#/components/schemas/PasswordGrant' },
          { $ref: '#/components/schemas/RefreshGrant' },
        ],
      },
      PasswordGrant: {
        type: 'object',
        additionalProperties: false,
        required: ['grant_type', 'password'],
        properties: {
          grant_type: { type: 'string', const: 'password' },
          password: { type: 'string', minLength: 8, maxLength: 4096 },
          channel: { type: 'string', enum: ['EMAIL', 'PHONE'] },
          attempts: { type: 'integer', minimum: 0, maximum: 10 },
        },
      },
      RefreshGrant: {
        type: 'object',
        additionalProperties: false,
        required: ['grant_type', 'refresh_token'],
        properties: {
          grant_type: { type: 'string', const: 'refresh_token' },
          refresh_token: {
            type: 'string',
            pattern: '^[0-9]+:[a-z]+$',
            maxLength: 512,
          },
        },
      },
      Tokens: {
        type: 'object',
        required: ['access_token', 'expires_in', 'method'],
        properties: {
          access_token: { type: 'string', minLength: 1 },
          expires_in: { type: 'integer', minimum: 1, maximum: 3600 },
          method: { type: 'string', enum: ['OTP', 'PIN'] },
          refresh_token: { type: 'string' },
        },
      },
      Failure: {
        type: 'object',
        required: ['msg'],
        properties: { msg: { type: 'string' } },
      },
    },
  },
};

const post = '/paths/~1token~1{company_id}/post';
const schemas = '/components/schemas';
const password = `${schemas}/PasswordGrant`;
const refresh = `${schemas}/RefreshGrant`;
const tokens = `${schemas}/Tokens`;
const json = 'content/application~1json';

/** Changes that break a client. */
export const breakingPairs: readonly Pair[] = [
  {
    name: 'an operation is removed',
    remove: ['/paths/~1token~1{company_id}/delete'],
    breaks: ['api-removed-without-deprecation'],
  },
  {
    name: 'a path is renamed',
    move: { '/paths/~1token~1{company_id}': '/paths/~1tokens~1{company_id}' },
    breaks: ['api-path-removed-without-deprecation'],
  },
  {
    name: 'an operationId is renamed',
    set: { [`${post}/operationId`]: 'issueToken' },
    breaks: ['api-operation-id-removed'],
  },
  {
    name: 'a success gets another status',
    move: { [`${post}/responses/200`]: `${post}/responses/201` },
    breaks: [
      'response-success-status-added',
      'response-success-status-removed',
    ],
  },
  {
    name: 'a request media type is removed',
    remove: [`${post}/requestBody/content/application~1x-www-form-urlencoded`],
    breaks: ['request-body-media-type-removed'],
  },
  {
    name: 'an answer gets another media type',
    move: {
      [`${post}/responses/400/${json}`]: `${post}/responses/400/content/application~1problem+json`,
    },
    breaks: ['response-media-type-added', 'response-media-type-removed'],
  },
  {
    name: 'a required query parameter is added',
    set: {
      [`${post}/parameters/2`]: {
        name: 'version',
        in: 'query',
        required: true,
        schema: { type: 'string' },
      },
    },
    breaks: ['new-required-request-parameter'],
  },
  {
    name: 'a credential is asked for',
    set: {
      '/paths/~1token~1{company_id}/delete/security': [{ Key: [] }],
    },
    breaks: ['api-security-added'],
  },
  {
    name: 'a credential goes along under another name',
    set: { '/components/securitySchemes/Key/name': 'API-KEY-ID' },
    breaks: ['api-security-component-name-changed'],
  },
  {
    name: 'a response header is removed',
    remove: [`${post}/responses/200/headers/Cache-Control`],
    breaks: ['required-response-header-removed'],
  },
  {
    name: 'an optional request field becomes required',
    set: { [`${password}/required`]: ['grant_type', 'password', 'channel'] },
    breaks: ['request-property-became-required'],
  },
  {
    name: 'a required request field is added',
    set: {
      [`${password}/required`]: ['grant_type', 'password', 'client'],
      [`${password}/properties/client`]: { type: 'string' },
    },
    breaks: ['new-required-request-property'],
  },
  {
    name: 'a request field is removed from a closed object',
    remove: [`${password}/properties/channel`],
    breaks: ['request-property-removed'],
  },
  {
    name: 'a request enum loses a value',
    set: { [`${password}/properties/channel/enum`]: ['EMAIL'] },
    breaks: ['request-property-enum-value-removed'],
  },
  {
    name: 'a request const changes',
    set: { [`${password}/properties/grant_type/const`]: 'passphrase' },
    breaks: ['request-property-enum-value-removed'],
  },
  {
    name: 'maxLength is tightened far out',
    set: { [`${password}/properties/password/maxLength`]: 4095 },
    breaks: ['request-property-max-length-decreased'],
  },
  {
    name: 'a oneOf loses a branch',
    remove: [`${schemas}/Grant/oneOf/1`],
    breaks: ['request-body-one-of-removed'],
  },
  {
    name: 'a required answer field becomes optional',
    set: { [`${tokens}/required`]: ['access_token', 'method'] },
    breaks: ['response-property-became-optional'],
  },
  {
    name: 'an answer field changes its type',
    set: { [`${tokens}/properties/expires_in`]: { type: 'string' } },
    breaks: [
      'response-property-max-unset',
      'response-property-min-unset',
      'response-property-type-changed',
    ],
  },
  {
    name: 'an answer field may be null',
    set: { [`${tokens}/properties/access_token/type`]: ['string', 'null'] },
    breaks: ['response-property-became-nullable'],
  },
];

/** Changes that no client notices, or that only give more. */
export const harmlessPairs: readonly Pair[] = [
  {
    name: 'words change',
    set: { [`${tokens}/description`]: 'The tokens.' },
    breaks: [],
  },
  {
    name: 'an operation is added',
    set: {
      '/paths/~1keys': {
        get: { responses: { '200': { description: 'Keys.' } } },
      },
    },
    breaks: [],
  },
  {
    name: 'an optional request field is added',
    set: { [`${password}/properties/client`]: { type: 'string' } },
    breaks: [],
  },
  {
    name: 'an optional query parameter is added',
    set: {
      [`${post}/parameters/2`]: {
        name: 'version',
        in: 'query',
        schema: { type: 'string' },
      },
    },
    breaks: [],
  },
  {
    name: 'an answer field is added',
    set: { [`${tokens}/properties/scope`]: { type: 'string' } },
    breaks: [],
  },
  {
    name: 'maxLength of a request field is loosened',
    set: { [`${password}/properties/password/maxLength`]: 8192 },
    breaks: [],
  },
  {
    name: 'a maximum of an answer field is lowered',
    set: { [`${tokens}/properties/expires_in/maximum`]: 1800 },
    breaks: [],
  },
  {
    name: 'a request enum gains a value',
    set: { [`${password}/properties/channel/enum`]: ['EMAIL', 'PHONE', 'SMS'] },
    breaks: [],
  },
];

/** Kinds of change that the gate was not written against. */
export const heldOutPairs: readonly Pair[] = [
  {
    name: 'a pattern is added to a request field',
    set: { [`${password}/properties/password/pattern`]: '^[ -~]+$' },
    breaks: ['request-property-pattern-added'],
  },
  {
    name: 'a path parameter gets a minLength',
    set: { [`${post}/parameters/0/schema/minLength`]: 2 },
    breaks: ['request-parameter-min-length-set'],
  },
  {
    name: 'a response header changes its type',
    set: {
      [`${post}/responses/200/headers/X-Remaining/schema`]: { type: 'string' },
    },
    breaks: ['response-header-min-unset', 'response-header-type-changed'],
  },
  {
    name: 'minLength of a request field is raised',
    set: { [`${password}/properties/password/minLength`]: 9 },
    breaks: ['request-property-min-length-increased'],
  },
  {
    name: 'a field of the error body changes its type',
    set: { [`${schemas}/Failure/properties/msg/type`]: 'object' },
    breaks: ['response-property-type-changed'],
  },
  {
    name: 'a minimum of an answer field is lowered',
    set: { [`${tokens}/properties/expires_in/minimum`]: 0 },
    breaks: ['response-property-min-decreased'],
  },
  {
    name: 'a pattern of a request field takes more',
    set: {
      [`${refresh}/properties/refresh_token/pattern`]: '^[0-9]+:[a-zA-Z]*$',
    },
    breaks: [],
  },
  {
    name: 'a schema moves out of line',
    set: {
      [`${schemas}/ExpiresIn`]: { type: 'integer', minimum: 1, maximum: 3600 },
      [`${tokens}/properties/expires_in`]: {
        $ref: '#/components/schemas/ExpiresIn',
      },
    },
    breaks: [],
  },
  {
    name: 'an answer enum loses a value',
    set: { [`${tokens}/properties/method/enum`]: ['OTP'] },
    breaks: [],
  },
];
