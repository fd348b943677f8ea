// Generated from openapi.yaml. Do not edit: change openapi.yaml and run `npm run sync`.
// openapi.yaml sha256: 9d15b01543abcdaa7f13e5208f12b2d54f64bf591ba33ae1b7fe6ef9ecc1f153

export const description = {
  openapi: '3.1.0',
  jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
  info: {
    title: 'Cotter OAuth token API',
    version: '1.1.0',
    summary:
      'Exchange Cotter identity and event tokens for OAuth tokens, and keep those tokens fresh.',
    description:
      'The token endpoint of Cotter, described from its public documentation and its published clients, because the\nservice itself is closed. Statements that no public source supports carry the word **assumed**.\n\nRequests are closed: a field that is not described is refused. Responses are open: readers ignore fields that\nthey do not know.\n',
    license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    contact: {
      name: 'Maintainers of this description',
      url: 'https://docs.cotter.app',
    },
  },
  servers: [
    {
      url: 'https://www.cotter.app',
      description:
        'Production. Paths below are whole, so a client moves to a mock by changing only the host.',
    },
  ],
  tags: [
    {
      name: 'tokens',
      description: 'Obtaining OAuth tokens and keeping them fresh.',
    },
    { name: 'verification', description: 'Checking OAuth tokens.' },
  ],
  paths: {
    '/api/v0/token': {
      post: {
        operationId: 'exchangeToken',
        tags: ['tokens'],
        summary:
          'Exchange an identity token or an event token for OAuth tokens',
        description:
          "Send the token that Cotter's front end handed to your application, unchanged, together with both API keys.\nThe API key id must be the one that the token was issued for (`receiver` of an identity token, `issuer` of an\nevent token).\n\nOlder public clients also refresh here, with the grant `refresh_token` and only the API key id. The other\ngrants need the secret key.\n",
        security: [{ ApiKeyId: [], ApiSecretKey: [] }, { ApiKeyId: [] }],
        requestBody: {
          required: true,
          description:
            'The grant. JSON has no comments; remove any that were copied from documentation.',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/TokenRequest' },
              examples: {
                identityToken: {
                  summary:
                    'After an email address or a phone number was verified',
                  value: {
                    grant_type: 'identity_token',
                    identity_token: {
                      expire_at: '1588849208',
                      identifier: 'hello@gmail.com',
                      identifier_id: 'e8a47aff-f520-4b8d-952b-79d36d10fb3e',
                      identifier_type: 'EMAIL',
                      receiver: '<YOUR API KEY ID>',
                      signature: '21P6mXSF2x357kZGkEMQTRTn3r...',
                      timestamp: '1586257208',
                    },
                  },
                },
                eventToken: {
                  summary:
                    'After a login with a trusted device, a PIN or a fingerprint',
                  value: {
                    grant_type: 'event_token',
                    event_token: {
                      CreatedAt: '2020-04-07T11:09:03.246703978Z',
                      DeletedAt: null,
                      ID: 264,
                      UpdatedAt: '2020-04-07T11:09:03.246703978Z',
                      approved: true,
                      client_user_id: 'xyzABC123',
                      event: 'LOGIN',
                      ip: '73.15.208.6',
                      issuer: '<YOUR API KEY ID>',
                      location: 'San Francisco',
                      method: 'TRUSTED_DEVICE',
                      new: false,
                      signature: 'CLQUgAUEuMebLAEQ...',
                      timestamp: '1586257743',
                    },
                  },
                },
                refreshToken: {
                  summary: 'A refresh, as older clients send it',
                  value: {
                    grant_type: 'refresh_token',
                    refresh_token: '17:nQEk14mCp4sQs5...',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The OAuth tokens.',
            headers: {
              'Cache-Control': {
                $ref: '#/components/headers/CacheControlNoStore',
              },
            },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/OAuthTokens' },
                examples: {
                  identityToken: {
                    summary: 'The answer to an identity token',
                    value: {
                      access_token: 'eyJhbGciOiJFUzI1Ni...',
                      auth_method: 'OTP',
                      expires_in: 3600,
                      id_token: 'eyJhbGciOiJFUzI1N...',
                      refresh_token: '17:nQEk14mCp4sQs5...',
                      token_type: 'Bearer',
                    },
                  },
                  eventToken: {
                    summary:
                      'The answer to an event token (assumed; the documentation leaves it empty)',
                    value: {
                      access_token: 'eyJhbGciOiJFUzI1Ni...',
                      auth_method: 'TRUSTED_DEVICE',
                      expires_in: 3600,
                      id_token: 'eyJhbGciOiJFUzI1N...',
                      refresh_token: '17:nQEk14mCp4sQs5...',
                      token_type: 'Bearer',
                    },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/BadRequest' },
          '401': { $ref: '#/components/responses/Unauthorized' },
          '413': { $ref: '#/components/responses/PayloadTooLarge' },
          '415': { $ref: '#/components/responses/UnsupportedMediaType' },
          '429': { $ref: '#/components/responses/TooManyRequests' },
          '500': { $ref: '#/components/responses/InternalError' },
          '503': { $ref: '#/components/responses/ServiceUnavailable' },
          default: { $ref: '#/components/responses/OtherError' },
        },
      },
    },
    '/api/v0/token/{api_key_id}': {
      parameters: [{ $ref: '#/components/parameters/ApiKeyIdInPath' }],
      post: {
        operationId: 'refreshToken',
        tags: ['tokens'],
        summary: 'Refresh the tokens',
        description:
          'Public clients call this: it needs no secret. The refresh token stands in the body, or in the http-only cookie\nthat an earlier answer set. Each use replaces the refresh token; a refresh token that was replaced, revoked or\nhas expired is answered with a `msg` that says `not valid`, and the reuse of a replaced one revokes all that\ncame from the same exchange (RFC 9700 section 4.14.2; assumed).\n',
        security: [{ ApiKeyId: [] }],
        parameters: [{ $ref: '#/components/parameters/RefreshTokenCookie' }],
        requestBody: {
          required: true,
          description:
            'The grant. Leave `refresh_token` out to have the cookie used.',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/RefreshRequest' },
              examples: {
                refreshToken: {
                  summary: 'The refresh token in the body',
                  value: {
                    grant_type: 'refresh_token',
                    refresh_token: '17:nQEk14mCp4sQs5...',
                  },
                },
                cookie: {
                  summary: 'The refresh token in the cookie',
                  value: { grant_type: 'refresh_token' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The new tokens.',
            headers: {
              'Cache-Control': {
                $ref: '#/components/headers/CacheControlNoStore',
              },
              'Set-Cookie': {
                $ref: '#/components/headers/SetRefreshTokenCookie',
              },
            },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RefreshedTokens' },
                examples: {
                  rotated: {
                    summary: 'With the next refresh token',
                    value: {
                      access_token: 'eyJhbGciOiJFUzI1Ni...',
                      auth_method: 'OTP',
                      expires_in: 3600,
                      id_token: 'eyJhbGciOiJFUzI1N...',
                      refresh_token: '17:nQEk14mCp4sQs5...',
                      token_type: 'Bearer',
                    },
                  },
                  notRotated: {
                    summary:
                      'Without one, as an older page describes it; the refresh token in use stays in use',
                    value: {
                      access_token: 'eyJhbGciOiJFUzI1Ni...',
                      auth_method: 'OTP',
                      expires_in: 3600,
                      id_token: 'eyJhbGciOiJFUzI1N...',
                      token_type: 'Bearer',
                    },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/BadRequest' },
          '401': { $ref: '#/components/responses/Unauthorized' },
          '413': { $ref: '#/components/responses/PayloadTooLarge' },
          '415': { $ref: '#/components/responses/UnsupportedMediaType' },
          '429': { $ref: '#/components/responses/TooManyRequests' },
          '500': { $ref: '#/components/responses/InternalError' },
          '503': { $ref: '#/components/responses/ServiceUnavailable' },
          default: { $ref: '#/components/responses/OtherError' },
        },
      },
      delete: {
        operationId: 'signOut',
        tags: ['tokens'],
        summary: 'Forget the refresh token in the cookie',
        description:
          'Revokes the refresh token that the http-only cookie holds, if any, and clears the cookie.',
        security: [{ ApiKeyId: [] }],
        parameters: [{ $ref: '#/components/parameters/RefreshTokenCookie' }],
        responses: {
          '200': {
            description:
              'No refresh token is held any more (the body is assumed).',
            headers: {
              'Set-Cookie': {
                $ref: '#/components/headers/SetRefreshTokenCookie',
              },
            },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/SignedOut' },
                examples: {
                  signedOut: {
                    summary: 'Signed out',
                    value: { success: true },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/BadRequest' },
          '401': { $ref: '#/components/responses/Unauthorized' },
          '429': { $ref: '#/components/responses/TooManyRequests' },
          '500': { $ref: '#/components/responses/InternalError' },
          '503': { $ref: '#/components/responses/ServiceUnavailable' },
          default: { $ref: '#/components/responses/OtherError' },
        },
      },
    },
    '/api/v0/token/jwks': {
      get: {
        operationId: 'getJwks',
        tags: ['verification'],
        summary: 'The public keys that sign access and id tokens',
        description:
          'The active key comes first, older keys after it: some clients look `kid` up, others take the first key.\n',
        security: [],
        responses: {
          '200': {
            description: 'The JSON Web Key Set (RFC 7517).',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Jwks' },
                examples: {
                  jwks: {
                    summary: 'One active key',
                    value: {
                      keys: [
                        {
                          alg: 'ES256',
                          crv: 'P-256',
                          kid: 'SPACE_JWT_PUBLIC:8028AAA3-EC2D-4BAA-BE7A-7C8359CCB9F9',
                          kty: 'EC',
                          use: 'sig',
                          x: 'WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis',
                          y: 'y77t-RvAHRKTsSGdIYUfweuOvwrvDD-Q3Hv5J0fSKbE',
                        },
                      ],
                    },
                  },
                },
              },
            },
          },
          '429': { $ref: '#/components/responses/TooManyRequests' },
          '500': { $ref: '#/components/responses/InternalError' },
          '503': { $ref: '#/components/responses/ServiceUnavailable' },
          default: { $ref: '#/components/responses/OtherError' },
        },
      },
    },
    '/api/v0/token/custom': {
      post: {
        operationId: 'addCustomClaims',
        tags: ['tokens'],
        summary: 'Add custom claims to an access token',
        description:
          'Answers an access token with `custom_attributes` among its claims. If the refresh token is given too, the claims\npersist: each later refresh of it yields access tokens that carry them, and the refresh token is replaced.\n',
        security: [{ ApiKeyId: [], ApiSecretKey: [] }],
        requestBody: {
          required: true,
          description: 'The access token and the claims to add.',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/CustomClaimsRequest' },
              examples: {
                once: {
                  summary: 'Only for this access token',
                  value: {
                    token: 'eyJhbGciOiJFUzI1Ni...',
                    custom_attributes: { plan: 'pro' },
                  },
                },
                persistent: {
                  summary: 'For later access tokens too',
                  value: {
                    token: 'eyJhbGciOiJFUzI1Ni...',
                    custom_attributes: { plan: 'pro' },
                    refresh_token: '17:nQEk14mCp4sQs5...',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The new access token.',
            headers: {
              'Cache-Control': {
                $ref: '#/components/headers/CacheControlNoStore',
              },
            },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/CustomClaimsTokens' },
                examples: {
                  once: {
                    summary: 'Only for this access token',
                    value: { token: 'eyJhbGciOiJFUzI1Ni...' },
                  },
                  persistent: {
                    summary: 'With the next refresh token',
                    value: {
                      token: 'eyJhbGciOiJFUzI1Ni...',
                      refresh_token: '17:nQEk14mCp4sQs5...',
                    },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/BadRequest' },
          '401': { $ref: '#/components/responses/Unauthorized' },
          '413': { $ref: '#/components/responses/PayloadTooLarge' },
          '415': { $ref: '#/components/responses/UnsupportedMediaType' },
          '429': { $ref: '#/components/responses/TooManyRequests' },
          '500': { $ref: '#/components/responses/InternalError' },
          '503': { $ref: '#/components/responses/ServiceUnavailable' },
          default: { $ref: '#/components/responses/OtherError' },
        },
      },
    },
    '/verify': {
      servers: [
        {
          url: 'https://worker.cotter.app',
          description: "The vendor's worker for callers without a backend.",
        },
      ],
      post: {
        operationId: 'verifyToken',
        tags: ['verification'],
        summary: 'Verify an access token for a caller without a backend',
        description:
          'Answers 200 whether or not the token is valid; read `success`.',
        security: [{ ApiKeyId: [] }, {}],
        requestBody: {
          required: true,
          description:
            'The tokens as they came from the token endpoint; only the access token is read.',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/VerifyRequest' },
              examples: {
                accessToken: {
                  summary: 'An access token',
                  value: {
                    oauth_token: { access_token: 'eyJhbGciOiJFUzI1Ni...' },
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'Whether the access token is valid.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/VerifyResult' },
                examples: {
                  valid: {
                    summary: 'The token is valid',
                    value: { success: true },
                  },
                  invalid: {
                    summary: 'The token is not valid',
                    value: {
                      success: false,
                      reason: 'Error: Invalid JWT token',
                    },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/BadRequest' },
          '413': { $ref: '#/components/responses/PayloadTooLarge' },
          '415': { $ref: '#/components/responses/UnsupportedMediaType' },
          '429': { $ref: '#/components/responses/TooManyRequests' },
          '500': { $ref: '#/components/responses/InternalError' },
          '503': { $ref: '#/components/responses/ServiceUnavailable' },
          default: { $ref: '#/components/responses/OtherError' },
        },
      },
    },
  },
  components: {
    parameters: {
      ApiKeyIdInPath: {
        name: 'api_key_id',
        in: 'path',
        required: true,
        description: 'The API key id; the same as in the header.',
        schema: { $ref: '#/components/schemas/ApiKeyId' },
        example: '<YOUR API KEY ID>',
      },
      RefreshTokenCookie: {
        name: 'cotter_refresh_token',
        in: 'cookie',
        required: false,
        description:
          'The http-only cookie that holds the refresh token in a browser (its name is assumed).',
        schema: { type: 'string', maxLength: 512 },
        example: '17:nQEk14mCp4sQs5...',
      },
    },
    securitySchemes: {
      ApiKeyId: {
        type: 'apiKey',
        in: 'header',
        name: 'API_KEY_ID',
        description:
          'Your API key id; public. The name holds underscores: a reverse proxy such as nginx drops such headers unless\ntold otherwise (`underscores_in_headers on`).\n',
      },
      ApiSecretKey: {
        type: 'apiKey',
        in: 'header',
        name: 'API_SECRET_KEY',
        description: 'Your API secret key. It never leaves your backend.',
      },
    },
    headers: {
      CacheControlNoStore: {
        description: 'Tokens are not cached (RFC 6749 section 5.1; assumed).',
        required: true,
        schema: { type: 'string', const: 'no-store' },
        example: 'no-store',
      },
      RetryAfter: {
        description:
          'Seconds to wait before the next try (RFC 9110 section 10.2.3; assumed).',
        required: true,
        schema: { type: 'integer', minimum: 0, maximum: 86400 },
        example: 1,
      },
      SetRefreshTokenCookie: {
        description:
          'Sets or clears the http-only cookie that holds the refresh token (RFC 6265; assumed).',
        schema: { type: 'string', minLength: 1 },
        example:
          'cotter_refresh_token=; HttpOnly; Path=/api/v0/token; Max-Age=0',
      },
    },
    responses: {
      BadRequest: {
        description: 'The request is malformed, or the token in it is refused.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/CotterErrorBody' },
            examples: {
              invalidJson: {
                summary: 'The body is not JSON',
                value: {
                  msg: 'The body is not JSON: it ends too early, at line 1, column 15.',
                  type: 'invalid_json',
                },
              },
              missingField: {
                summary: 'A field is missing',
                value: {
                  msg: 'identity_token.receiver is required.',
                  type: 'invalid_request',
                },
              },
              unsupportedGrant: {
                summary: 'The grant is not known',
                value: {
                  msg: 'grant_type must be one of: identity_token, event_token, refresh_token.',
                  type: 'unsupported_grant_type',
                },
              },
              refreshTokenNotValid: {
                summary:
                  'The refresh token is unknown, expired, replaced or revoked',
                value: {
                  msg: 'The refresh token is not valid.',
                  type: 'invalid_grant',
                },
              },
            },
          },
        },
      },
      Unauthorized: {
        description: 'An API key is missing, empty or wrong.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/CotterErrorBody' },
            examples: {
              missingApiKeyId: {
                summary: 'No API key id',
                value: {
                  msg: 'The header API_KEY_ID is missing or empty. If you did send it, a proxy on the way may drop header names with underscores (nginx: underscores_in_headers on).',
                  type: 'unauthorized',
                },
              },
              missingApiSecretKey: {
                summary: 'No API secret key',
                value: {
                  msg: 'The header API_SECRET_KEY is missing or empty. If you did send it, a proxy on the way may drop header names with underscores (nginx: underscores_in_headers on).',
                  type: 'unauthorized',
                },
              },
            },
          },
        },
      },
      PayloadTooLarge: {
        description: 'The body is larger than the endpoint reads (assumed).',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/CotterErrorBody' },
            examples: {
              tooLarge: {
                summary: 'Over the limit',
                value: {
                  msg: 'The body is larger than 65536 bytes.',
                  type: 'payload_too_large',
                },
              },
            },
          },
        },
      },
      UnsupportedMediaType: {
        description:
          'The body is not declared as `application/json` (assumed).',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/CotterErrorBody' },
            examples: {
              form: {
                summary: 'A form instead of JSON',
                value: {
                  msg: 'Content-Type must be application/json, but it is application/x-www-form-urlencoded.',
                  type: 'unsupported_media_type',
                },
              },
            },
          },
        },
      },
      TooManyRequests: {
        description: 'Too many requests (assumed).',
        headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } },
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/CotterErrorBody' },
            examples: {
              tooMany: {
                summary: 'Slow down',
                value: {
                  msg: 'Too many requests. Try again later.',
                  type: 'too_many_requests',
                },
              },
            },
          },
        },
      },
      InternalError: {
        description: 'The server failed.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/CotterErrorBody' },
            examples: {
              internal: {
                summary: 'A fault of the server',
                value: {
                  msg: 'The server failed to answer this request.',
                  type: 'internal_error',
                },
              },
            },
          },
        },
      },
      ServiceUnavailable: {
        description: 'The server cannot answer now (assumed).',
        headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } },
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/CotterErrorBody' },
            examples: {
              unavailable: {
                summary: 'Down for a moment',
                value: {
                  msg: 'The service is unavailable. Try again later.',
                  type: 'service_unavailable',
                },
              },
            },
          },
        },
      },
      OtherError: {
        description:
          'Any other failure has the same envelope: 404 for an unknown path, 405 with `Allow` for a method that the path does not have, 408 and 431 for a request that the server gives up reading (assumed).',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/CotterErrorBody' },
            examples: {
              notFound: {
                summary: 'No such path',
                value: { msg: 'The API has no such path.', type: 'not_found' },
              },
              methodNotAllowed: {
                summary: 'The path has no such method',
                value: {
                  msg: 'The method GET is not allowed here; allowed: POST.',
                  type: 'method_not_allowed',
                },
              },
            },
          },
        },
      },
    },
    schemas: {
      TokenRequest: {
        description: 'One of the grants, told apart by `grant_type`.',
        oneOf: [
          { $ref: '#/components/schemas/IdentityTokenRequest' },
          { $ref: '#/components/schemas/EventTokenRequest' },
          { $ref: '#/components/schemas/RefreshTokenRequest' },
        ],
        discriminator: {
          propertyName: 'grant_type',
          mapping: {
            identity_token: '#/components/schemas/IdentityTokenRequest',
            event_token: '#/components/schemas/EventTokenRequest',
            refresh_token: '#/components/schemas/RefreshTokenRequest',
          },
        },
      },
      IdentityTokenRequest: {
        description: 'The grant for a verified email address or phone number.',
        type: 'object',
        additionalProperties: false,
        required: ['grant_type', 'identity_token'],
        properties: {
          grant_type: { type: 'string', const: 'identity_token' },
          identity_token: { $ref: '#/components/schemas/IdentityToken' },
        },
      },
      EventTokenRequest: {
        description: 'The grant for an approved authentication event.',
        type: 'object',
        additionalProperties: false,
        required: ['grant_type', 'event_token'],
        properties: {
          grant_type: { type: 'string', const: 'event_token' },
          event_token: { $ref: '#/components/schemas/EventToken' },
        },
      },
      RefreshTokenRequest: {
        description:
          'The grant for a refresh as older clients send it, with the refresh token in the body.',
        type: 'object',
        additionalProperties: false,
        required: ['grant_type', 'refresh_token'],
        properties: {
          grant_type: { type: 'string', const: 'refresh_token' },
          refresh_token: { $ref: '#/components/schemas/RefreshToken' },
        },
      },
      RefreshRequest: {
        description:
          'The grant for a refresh. Without `refresh_token`, the cookie is used.',
        type: 'object',
        additionalProperties: false,
        required: ['grant_type'],
        properties: {
          grant_type: { type: 'string', const: 'refresh_token' },
          refresh_token: { $ref: '#/components/schemas/RefreshToken' },
        },
      },
      CustomClaimsRequest: {
        description: 'The claims to add to an access token.',
        type: 'object',
        additionalProperties: false,
        required: ['token', 'custom_attributes'],
        properties: {
          token: {
            description: 'The access token.',
            $ref: '#/components/schemas/Jwt',
          },
          custom_attributes: {
            description:
              'The claims; any names and JSON values. Names that a token has already are refused (assumed).',
            type: 'object',
            additionalProperties: true,
          },
          refresh_token: { $ref: '#/components/schemas/RefreshToken' },
        },
      },
      VerifyRequest: {
        description: 'The tokens to verify.',
        type: 'object',
        additionalProperties: false,
        required: ['oauth_token'],
        properties: {
          oauth_token: {
            description:
              'Published clients also send the access token itself, or null; neither is valid.',
            anyOf: [
              { $ref: '#/components/schemas/VerifiableTokens' },
              { type: 'string' },
              { type: 'null' },
            ],
          },
        },
      },
      VerifiableTokens: {
        description:
          'The answer of the token endpoint, or only the access token. Other fields are ignored.',
        type: 'object',
        required: ['access_token'],
        properties: {
          access_token: {
            description: 'The access token. Anything else is not valid.',
            type: ['string', 'null'],
          },
        },
      },
      IdentityToken: {
        description:
          'What Cotter issues after it verified an email address or a phone number. The signature covers `identifier`,\n`identifier_type`, `receiver` and `expire_at`; it does **not** cover `identifier_id` and `timestamp`.\nLength limits are assumed.\n',
        type: 'object',
        additionalProperties: false,
        required: [
          'expire_at',
          'identifier',
          'identifier_id',
          'identifier_type',
          'receiver',
          'signature',
          'timestamp',
        ],
        properties: {
          expire_at: {
            description:
              'When the token expires, in Unix seconds, as a decimal string.',
            $ref: '#/components/schemas/UnixSecondsString',
          },
          identifier: {
            description:
              'The verified email address, or phone number with country code such as `+12345678910`.',
            type: 'string',
            minLength: 1,
            maxLength: 320,
          },
          identifier_id: {
            description: "The user's id.",
            $ref: '#/components/schemas/Uuid',
          },
          identifier_type: {
            description: 'What `identifier` is.',
            type: 'string',
            enum: ['EMAIL', 'PHONE'],
          },
          receiver: {
            description: 'The API key id that the token was issued for.',
            $ref: '#/components/schemas/ApiKeyId',
          },
          signature: { $ref: '#/components/schemas/Signature' },
          timestamp: {
            description:
              'When the token was issued, in Unix seconds, as a decimal string.',
            $ref: '#/components/schemas/UnixSecondsString',
          },
        },
      },
      EventToken: {
        description:
          'What Cotter issues after an authentication event. The signature covers `client_user_id`, `issuer`, `event`,\n`timestamp`, `method`, `new` and `approved`; it does **not** cover `ID`, the dates, `ip` and `location`.\nLength limits are assumed.\n',
        type: 'object',
        additionalProperties: false,
        required: [
          'CreatedAt',
          'DeletedAt',
          'ID',
          'UpdatedAt',
          'approved',
          'client_user_id',
          'event',
          'ip',
          'issuer',
          'location',
          'method',
          'new',
          'signature',
          'timestamp',
        ],
        properties: {
          CreatedAt: {
            description: 'When the event was recorded.',
            $ref: '#/components/schemas/Rfc3339Time',
          },
          DeletedAt: {
            description: 'When the event was deleted, or null.',
            anyOf: [
              { $ref: '#/components/schemas/Rfc3339Time' },
              { type: 'null' },
            ],
          },
          ID: {
            description:
              'The number of the event. The upper bound is the largest integer that JavaScript holds exactly.',
            type: 'integer',
            minimum: 0,
            maximum: 9007199254740991,
          },
          UpdatedAt: {
            description: 'When the record of the event last changed.',
            $ref: '#/components/schemas/Rfc3339Time',
          },
          approved: {
            description:
              'Whether the user approved. Only an approved event yields tokens.',
            type: 'boolean',
          },
          client_user_id: {
            description: "The user's id, as your application chose it.",
            type: 'string',
            minLength: 1,
            maxLength: 255,
          },
          event: {
            description: 'The name of the event, as your application chose it.',
            type: 'string',
            minLength: 1,
            maxLength: 255,
          },
          ip: {
            description:
              'The address that the user came from. Not signed; may be empty (assumed).',
            type: 'string',
            maxLength: 255,
          },
          issuer: {
            description: 'The API key id that the token was issued by.',
            $ref: '#/components/schemas/ApiKeyId',
          },
          location: {
            description:
              'Where the address is. Not signed; may be empty (assumed).',
            type: 'string',
            maxLength: 255,
          },
          method: {
            description: 'How the user authenticated.',
            type: 'string',
            enum: ['TRUSTED_DEVICE', 'PIN', 'BIOMETRIC'],
          },
          new: { description: 'Whether the device is new.', type: 'boolean' },
          signature: { $ref: '#/components/schemas/Signature' },
          timestamp: {
            description:
              'When the event happened, in Unix seconds, as a decimal string.',
            $ref: '#/components/schemas/UnixSecondsString',
          },
        },
      },
      OAuthTokens: {
        description: 'The tokens that every grant yields.',
        type: 'object',
        required: [
          'access_token',
          'auth_method',
          'expires_in',
          'id_token',
          'refresh_token',
          'token_type',
        ],
        properties: {
          access_token: {
            description:
              'A JWT signed with ES256; the bearer token for your API.',
            type: 'string',
            minLength: 1,
          },
          auth_method: {
            description:
              'How the user authenticated. An open set: `OTP`, `TRUSTED_DEVICE`, `MAGIC_LINK`, `WEBAUTHN`,\n`SOCIAL_LOGIN`, `PIN` and `BIOMETRIC` were seen; readers accept others.\n',
            type: 'string',
            minLength: 1,
          },
          expires_in: {
            description: 'How long the access token lives, in seconds.',
            type: 'integer',
            minimum: 0,
            maximum: 2147483647,
          },
          id_token: {
            description: 'A JWT signed with ES256 that tells who the user is.',
            type: 'string',
            minLength: 1,
          },
          refresh_token: {
            description:
              'Opaque. It lives 30 days and is replaced at each use.',
            type: 'string',
            minLength: 1,
          },
          token_type: { type: 'string', const: 'Bearer' },
        },
      },
      RefreshedTokens: {
        description:
          'The tokens that a refresh yields. `refresh_token` replaces the one that was used; where it is absent, the one\nthat was used stays in use (RFC 6749 section 6).\n',
        type: 'object',
        required: [
          'access_token',
          'auth_method',
          'expires_in',
          'id_token',
          'token_type',
        ],
        properties: {
          access_token: {
            description:
              'A JWT signed with ES256; the bearer token for your API.',
            type: 'string',
            minLength: 1,
          },
          auth_method: {
            description:
              'How the user authenticated when the tokens were first issued. An open set.',
            type: 'string',
            minLength: 1,
          },
          expires_in: {
            description: 'How long the access token lives, in seconds.',
            type: 'integer',
            minimum: 0,
            maximum: 2147483647,
          },
          id_token: {
            description: 'A JWT signed with ES256 that tells who the user is.',
            type: 'string',
            minLength: 1,
          },
          refresh_token: {
            description: 'The next refresh token.',
            type: 'string',
            minLength: 1,
          },
          token_type: { type: 'string', const: 'Bearer' },
        },
      },
      CustomClaimsTokens: {
        description:
          'The access token with the claims added, and the next refresh token if one was given.',
        type: 'object',
        required: ['token'],
        properties: {
          token: {
            description: 'A JWT signed with ES256.',
            type: 'string',
            minLength: 1,
          },
          refresh_token: {
            description: 'The next refresh token.',
            type: 'string',
            minLength: 1,
          },
        },
      },
      SignedOut: {
        description: 'The answer to a sign-out.',
        type: 'object',
        required: ['success'],
        properties: { success: { type: 'boolean', const: true } },
      },
      VerifyResult: {
        description: 'Whether an access token is valid.',
        oneOf: [
          { $ref: '#/components/schemas/VerifySuccess' },
          { $ref: '#/components/schemas/VerifyFailure' },
        ],
      },
      VerifySuccess: {
        description: 'The access token is valid.',
        type: 'object',
        required: ['success'],
        properties: { success: { type: 'boolean', const: true } },
      },
      VerifyFailure: {
        description: 'The access token is not valid.',
        type: 'object',
        required: ['success', 'reason'],
        properties: {
          success: { type: 'boolean', const: false },
          reason: { description: 'Why, for people.', type: 'string' },
        },
      },
      Jwks: {
        description: 'A JSON Web Key Set (RFC 7517).',
        type: 'object',
        required: ['keys'],
        properties: {
          keys: {
            type: 'array',
            minItems: 1,
            items: { $ref: '#/components/schemas/Jwk' },
          },
        },
      },
      Jwk: {
        description:
          'A public key on the curve P-256 (RFC 7518 section 6.2.1).',
        type: 'object',
        required: ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
        properties: {
          alg: { type: 'string', const: 'ES256' },
          crv: { type: 'string', const: 'P-256' },
          kid: {
            description:
              'Names the key; the header of a token that it signed carries the same.',
            type: 'string',
            minLength: 1,
          },
          kty: { type: 'string', const: 'EC' },
          use: { type: 'string', const: 'sig' },
          x: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$', maxLength: 43 },
          y: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$', maxLength: 43 },
        },
      },
      CotterErrorBody: {
        description: 'The body of every failure.',
        type: 'object',
        required: ['msg', 'type'],
        properties: {
          msg: {
            description:
              'What is wrong, for people. Published clients take a message with the words `not valid` as final and any other as worth another try.',
            type: 'string',
          },
          type: {
            description:
              'A name for the kind of failure; may be empty, and readers accept names that they do not know. The names used in the examples are assumed.',
            type: 'string',
          },
        },
      },
      ApiKeyId: {
        description:
          'An API key id. Production uses UUIDs; anything else is opaque.',
        type: 'string',
        minLength: 1,
        maxLength: 128,
      },
      Jwt: {
        description:
          'A JWT in compact form (RFC 7515). Not constrained further here, because the documentation prints shortened\ntokens. The bound is assumed.\n',
        type: 'string',
        minLength: 1,
        maxLength: 16384,
      },
      RefreshToken: {
        description:
          "A refresh token: opaque. Production's are a number, a colon, and 50 letters and digits. The bound is assumed.\n",
        type: 'string',
        minLength: 1,
        maxLength: 512,
      },
      Signature: {
        description:
          'An Ed25519 signature in base64. Not constrained further here, because the documentation prints shortened\nsignatures; a verifier requires 64 bytes.\n',
        type: 'string',
        minLength: 1,
        maxLength: 512,
      },
      UnixSecondsString: {
        description: 'Unix seconds as a decimal string.',
        type: 'string',
        pattern: '^(0|[1-9][0-9]*)$',
        maxLength: 11,
      },
      Rfc3339Time: {
        description:
          'A time as RFC 3339 writes it, with capital `T` and `Z`, up to nanoseconds.',
        type: 'string',
        format: 'date-time',
        pattern:
          '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$',
        maxLength: 40,
      },
      Uuid: {
        description: 'A UUID of any version.',
        type: 'string',
        format: 'uuid',
        pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
        maxLength: 36,
      },
    },
  },
} as const;
