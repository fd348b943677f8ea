import type { Pair } from './edit.fixture.ts';

const schemas = '/components/schemas';
const answers = '/components/responses';
const token = '/paths/~1api~1v0~1token/post';
const refresh = '/paths/~1api~1v0~1token~1{api_key_id}';
const json = 'content/application~1json';

/** Changes that a maintainer of the description would make, and what each breaks. */
export const realPairs: readonly Pair[] = [
  // What an answer holds.
  {
    name: 'a required field of the tokens is removed',
    remove: [
      `${schemas}/OAuthTokens/required/4`,
      `${schemas}/OAuthTokens/properties/refresh_token`,
    ],
    breaks: ['response-required-property-removed'],
  },
  {
    name: 'an optional field of an answer is removed',
    remove: [`${schemas}/CustomClaimsTokens/properties/refresh_token`],
    breaks: ['response-optional-property-removed'],
  },
  {
    name: 'a field of the tokens is promised no more',
    remove: [`${schemas}/OAuthTokens/required/3`],
    breaks: ['response-property-became-optional'],
  },
  {
    name: 'a field of the tokens may be null',
    set: {
      [`${schemas}/OAuthTokens/properties/id_token/type`]: ['string', 'null'],
    },
    breaks: ['response-property-became-nullable'],
  },
  {
    name: 'a field of an answer may be null, said by anyOf',
    set: {
      [`${schemas}/VerifyFailure/properties/reason`]: {
        anyOf: [{ type: 'string' }, { type: 'null' }],
      },
    },
    breaks: ['response-property-any-of-added'],
  },
  {
    name: 'expires_in becomes a string',
    set: {
      [`${schemas}/RefreshedTokens/properties/expires_in`]: {
        type: 'string',
        pattern: '^[0-9]+$',
      },
    },
    breaks: [
      'response-property-max-unset',
      'response-property-min-unset',
      'response-property-type-changed',
    ],
  },
  {
    name: 'expires_in may be a fraction',
    set: { [`${schemas}/OAuthTokens/properties/expires_in/type`]: 'number' },
    breaks: ['response-property-type-generalized'],
  },
  {
    name: 'another token type is issued too',
    remove: [`${schemas}/OAuthTokens/properties/token_type/const`],
    set: {
      [`${schemas}/OAuthTokens/properties/token_type/enum`]: ['Bearer', 'DPoP'],
    },
    breaks: ['response-property-enum-value-added'],
  },
  {
    name: 'an answer gets another form beside those it has',
    set: {
      [`${schemas}/VerifyResult/oneOf/2`]: {
        type: 'object',
        required: ['status'],
        properties: { status: { type: 'string' } },
      },
    },
    breaks: ['response-body-one-of-added'],
  },
  {
    name: 'a key may be of another curve',
    set: { [`${schemas}/Jwk/properties/crv/const`]: 'P-384' },
    breaks: ['response-property-enum-value-added'],
  },
  {
    name: 'the key set may be empty',
    remove: [`${schemas}/Jwks/properties/keys/minItems`],
    breaks: ['response-property-min-items-unset'],
  },
  {
    name: 'a coordinate of a key takes any length',
    set: {
      [`${schemas}/Jwk/properties/x/pattern`]: '^[A-Za-z0-9_-]{42,43}$',
    },
    breaks: ['response-property-pattern-generalized'],
  },
  {
    name: 'the envelope of failures is renamed',
    remove: [`${schemas}/CotterErrorBody/properties/msg`],
    set: {
      [`${schemas}/CotterErrorBody/required`]: ['message', 'type'],
      [`${schemas}/CotterErrorBody/properties/message`]: { type: 'string' },
    },
    breaks: ['response-required-property-removed'],
  },
  // What an answer is.
  {
    name: 'a success gets another status',
    move: { [`${token}/responses/200`]: `${token}/responses/201` },
    breaks: [
      'response-success-status-added',
      'response-success-status-removed',
    ],
  },
  {
    name: 'a refusal gets another status',
    move: { [`${token}/responses/400`]: `${token}/responses/422` },
    breaks: ['response-non-success-status-removed'],
  },
  {
    name: 'failures are sent as problem details',
    move: {
      [`${answers}/Unauthorized/${json}`]: `${answers}/Unauthorized/content/application~1problem+json`,
    },
    breaks: ['response-media-type-added', 'response-media-type-removed'],
  },
  {
    name: 'a header of an answer is removed',
    remove: [`${token}/responses/200/headers/Cache-Control`],
    breaks: ['required-response-header-removed'],
  },
  {
    name: 'an optional header of an answer is removed',
    remove: [`${refresh}/post/responses/200/headers/Set-Cookie`],
    breaks: ['optional-response-header-removed'],
  },
  {
    name: 'Retry-After is promised no more',
    remove: ['/components/headers/RetryAfter/required'],
    breaks: ['response-header-became-optional'],
  },
  {
    name: 'Retry-After may be a date',
    set: {
      '/components/headers/RetryAfter/schema': { type: ['integer', 'string'] },
    },
    breaks: [
      'response-header-max-unset',
      'response-header-min-unset',
      'response-header-type-generalized',
    ],
  },
  // What a request may hold.
  {
    name: 'a required field of a request is added',
    set: {
      [`${schemas}/RefreshRequest/required`]: ['grant_type', 'client_id'],
      [`${schemas}/RefreshRequest/properties/client_id`]: { type: 'string' },
    },
    breaks: ['new-required-request-property'],
  },
  {
    name: 'an optional field of a request becomes required',
    set: {
      [`${schemas}/RefreshRequest/required`]: ['grant_type', 'refresh_token'],
    },
    breaks: ['request-property-became-required'],
  },
  {
    name: 'an optional field of a request is removed',
    remove: [`${schemas}/CustomClaimsRequest/properties/refresh_token`],
    breaks: ['request-property-removed'],
  },
  {
    name: 'a field of a token is renamed',
    remove: [`${schemas}/IdentityToken/properties/receiver`],
    set: {
      [`${schemas}/IdentityToken/required/4`]: 'audience',
      [`${schemas}/IdentityToken/properties/audience`]: {
        $ref: '#/components/schemas/ApiKeyId',
      },
    },
    breaks: ['new-required-request-property', 'request-property-removed'],
  },
  {
    name: 'maxLength of a long field is tightened by one',
    set: { [`${schemas}/Jwt/maxLength`]: 16383 },
    breaks: ['request-property-max-length-decreased'],
  },
  {
    name: 'minLength is raised',
    set: { [`${schemas}/RefreshToken/minLength`]: 2 },
    breaks: ['request-property-min-length-increased'],
  },
  {
    name: 'a maximum is tightened far out',
    set: { [`${schemas}/EventToken/properties/ID/maximum`]: 9007199254740990 },
    breaks: ['request-property-max-decreased'],
  },
  {
    name: 'a value of an enum is dropped',
    set: {
      [`${schemas}/EventToken/properties/method/enum`]: [
        'TRUSTED_DEVICE',
        'PIN',
      ],
    },
    breaks: ['request-property-enum-value-removed'],
  },
  {
    name: 'a grant is dropped',
    remove: [`${schemas}/TokenRequest/oneOf/2`],
    breaks: ['request-body-one-of-removed'],
  },
  {
    name: 'null is refused where it was taken',
    set: {
      [`${schemas}/EventToken/properties/DeletedAt`]: {
        $ref: '#/components/schemas/Rfc3339Time',
      },
    },
    breaks: ['request-property-any-of-removed'],
  },
  {
    name: 'a pattern takes fewer digits',
    set: { [`${schemas}/UnixSecondsString/pattern`]: '^[1-9][0-9]*$' },
    breaks: ['request-property-pattern-changed'],
  },
  {
    name: 'a pattern is added',
    set: { [`${schemas}/RefreshToken/pattern`]: '^[0-9]+:' },
    breaks: ['request-property-pattern-added'],
  },
  {
    name: 'an open request object is closed',
    set: { [`${schemas}/VerifiableTokens/additionalProperties`]: false },
    breaks: ['request-property-additional-properties-refused'],
  },
  {
    name: 'custom claims must be strings',
    set: {
      [`${schemas}/CustomClaimsRequest/properties/custom_attributes/additionalProperties`]:
        { type: 'string' },
    },
    breaks: ['request-property-additional-properties-restricted'],
  },
  {
    name: 'a cookie is asked for',
    set: { '/components/parameters/RefreshTokenCookie/required': true },
    breaks: ['request-parameter-became-required'],
  },
  {
    name: 'a cookie is tightened',
    set: { '/components/parameters/RefreshTokenCookie/schema/maxLength': 511 },
    breaks: ['request-parameter-max-length-decreased'],
  },
  {
    name: 'a cookie is read no more',
    remove: [`${refresh}/delete/parameters/0`],
    breaks: ['request-parameter-removed'],
  },
  {
    name: 'the media type of requests changes',
    move: {
      [`${token}/requestBody/${json}`]: `${token}/requestBody/content/application~1x-www-form-urlencoded`,
    },
    breaks: ['request-body-media-type-removed'],
  },
  // What an operation is called, and who may call it.
  {
    name: 'an operationId is renamed',
    set: { [`${token}/operationId`]: 'issueTokens' },
    breaks: ['api-operation-id-removed'],
  },
  {
    name: 'a parameter of the path is renamed',
    move: { [refresh]: '/paths/~1api~1v0~1token~1{key_id}' },
    set: { '/components/parameters/ApiKeyIdInPath/name': 'key_id' },
    breaks: ['request-path-parameter-renamed'],
  },
  {
    name: 'an operation is removed',
    remove: [`${refresh}/delete`],
    breaks: ['api-removed-without-deprecation'],
  },
  {
    name: 'the path moves to another version',
    move: {
      '/paths/~1api~1v0~1token~1jwks': '/paths/~1api~1v1~1token~1jwks',
    },
    breaks: ['api-path-removed-without-deprecation'],
  },
  {
    name: 'an operation asks for the secret key',
    set: { [`${refresh}/post/security`]: [{ ApiKeyId: [], ApiSecretKey: [] }] },
    breaks: ['api-security-removed'],
  },
  {
    name: 'an operation answers nobody without a key',
    set: { '/paths/~1verify/post/security': [{ ApiKeyId: [] }] },
    breaks: ['api-security-added'],
  },
  {
    name: 'a key goes along under another name',
    set: { '/components/securitySchemes/ApiKeyId/name': 'X-API-Key' },
    breaks: ['api-security-component-name-changed'],
  },
  {
    name: 'the server moves',
    set: { '/servers/0/url': 'https://api.cotter.app' },
    breaks: ['api-server-removed'],
  },
  {
    name: 'a schema is renamed',
    move: { [`${schemas}/SignedOut`]: `${schemas}/SignOutResult` },
    set: {
      [`${refresh}/delete/responses/200/${json}/schema`]: {
        $ref: '#/components/schemas/SignOutResult',
      },
    },
    breaks: ['api-schema-removed'],
  },
  {
    name: 'the dialect of schemas is dropped',
    remove: ['/jsonSchemaDialect'],
    breaks: ['json-schema-dialect-changed'],
  },
  // What breaks nobody.
  {
    name: 'a description is reworded',
    set: { [`${schemas}/Jwt/description`]: 'A JWT.' },
    breaks: [],
  },
  {
    name: 'an operation is added',
    set: {
      '/paths/~1api~1v0~1token~1revoke': {
        post: { operationId: 'revoke', responses: {} },
      },
    },
    breaks: [],
  },
  {
    name: 'a grant is added',
    set: {
      [`${schemas}/TokenRequest/oneOf/3`]: {
        type: 'object',
        additionalProperties: false,
        required: ['grant_type'],
        properties: { grant_type: { const: 'client_credentials' } },
      },
    },
    breaks: [],
  },
  {
    name: 'an optional field of a request is added',
    set: {
      [`${schemas}/RefreshRequest/properties/scope`]: { type: 'string' },
    },
    breaks: [],
  },
  {
    name: 'a field of an answer is added',
    set: { [`${schemas}/OAuthTokens/properties/scope`]: { type: 'string' } },
    breaks: [],
  },
  {
    name: 'a field of an answer is promised',
    set: {
      [`${schemas}/RefreshedTokens/required/5`]: 'refresh_token',
    },
    breaks: [],
  },
  {
    name: 'a refusal that the default covers gets a status of its own',
    set: {
      [`${token}/responses/403`]: { $ref: '#/components/responses/OtherError' },
    },
    breaks: [],
  },
  {
    name: 'a bound of a request is loosened',
    set: { [`${schemas}/Jwt/maxLength`]: 32768 },
    breaks: [],
  },
  {
    name: 'an operation asks for less',
    set: { [`${refresh}/delete/security`]: [] },
    breaks: [],
  },
  {
    name: 'anyOf distinguishes the grants',
    move: {
      [`${schemas}/TokenRequest/oneOf`]: `${schemas}/TokenRequest/anyOf`,
    },
    breaks: [],
  },
];
