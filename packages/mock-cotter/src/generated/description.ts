// Generated from openapi.yaml. Do not edit: change openapi.yaml and run `npm run sync`.
// openapi.yaml sha256: 990f8340a7aba31196bae03f7816e2fcf72ddcde64e8bc3f2c014736af32e2e6

export const description = {
  openapi: '3.1.0',
  jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
  info: {
    title: 'Control of mock-cotter',
    version: '0.1.0',
    summary: "Controls a running mock of Cotter's OAuth token API.",
    description:
      'Clock, keys, faults, records and minted tokens of a running mock. A mock that listens only on this machine accepts\nthese calls from programs, and from no page but its own console. Any other mock needs `Authorization: Bearer` with its\ncontrol token. The header `API_KEY_ID` limits calls that accept it to one API key id.\n',
    license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    contact: {
      name: 'Maintainers of this mock',
      url: 'https://docs.cotter.app',
    },
  },
  servers: [
    {
      url: 'http://127.0.0.1:4010',
      description:
        'The mock, where `mock-cotter` listens unless told otherwise',
    },
  ],
  security: [],
  tags: [
    {
      name: 'clock',
      description: 'The time that the mock issues and checks by',
    },
    { name: 'faults', description: 'What goes wrong on purpose' },
    { name: 'health', description: 'Whether it runs' },
    { name: 'inputs', description: 'Identity and event tokens to exchange' },
    { name: 'keys', description: 'The keys of access and id tokens' },
    {
      name: 'requests',
      description: 'What was asked, and why it was answered so',
    },
    {
      name: 'sessions',
      description: 'Who is logged in, and why others no longer are',
    },
    { name: 'state', description: 'All of it at once' },
  ],
  paths: {
    '/__mock/clock': {
      get: {
        operationId: 'getClock',
        tags: ['clock'],
        summary: 'Read the clock',
        description:
          'The time by which the mock issues and checks tokens, and which it answers in the header Date. With the header\n`API_KEY_ID`, that of this API key id.\n',
        parameters: [{ $ref: '#/components/parameters/Scope' }],
        responses: {
          '200': { $ref: '#/components/responses/Clock' },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      put: {
        operationId: 'setClock',
        tags: ['clock'],
        summary: 'Stop the clock at a time',
        description:
          'It then moves only when it is advanced, until it is reset. With the header `API_KEY_ID`, this API key id gets a\nclock of its own, and all others keep theirs.\n',
        parameters: [{ $ref: '#/components/parameters/Scope' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ClockSetting' },
              examples: {
                stop: { summary: 'Stop it', value: { now: 1700000000000 } },
              },
            },
          },
        },
        responses: {
          '200': { $ref: '#/components/responses/Clock' },
          '400': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'resetClock',
        tags: ['clock'],
        summary: 'Reset the clock',
        description:
          "It goes back to how the mock started: it runs with the system's clock, unless the mock was given a time. All\nclocks of API key ids follow it again. With the header `API_KEY_ID`, only the clock of this API key id does.\n",
        parameters: [{ $ref: '#/components/parameters/Scope' }],
        responses: {
          '200': { $ref: '#/components/responses/Clock' },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/clock/advance': {
      post: {
        operationId: 'advanceClock',
        tags: ['clock'],
        summary: 'Move the clock',
        description:
          'A running clock goes on running. With the header `API_KEY_ID`, this API key id gets a clock of its own, so far\napart from the common one, and all others keep theirs.\n',
        parameters: [{ $ref: '#/components/parameters/Scope' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ClockAdvance' },
              examples: {
                hour: { summary: 'An hour', value: { milliseconds: 3600000 } },
              },
            },
          },
        },
        responses: {
          '200': { $ref: '#/components/responses/Clock' },
          '400': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/keys/rotate': {
      post: {
        operationId: 'rotateKeys',
        tags: ['keys'],
        summary: 'Sign with a new key from now on',
        description:
          'The new key comes first in the JWKS. The old one stays published for `overlapMs`.',
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Rotation' },
              examples: {
                usual: { summary: 'The old key stays for an hour', value: {} },
                atOnce: {
                  summary: 'The old key goes at once',
                  value: { overlapMs: 0 },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The key that signs now.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ActiveKey' },
                examples: {
                  active: {
                    summary: 'The new key',
                    value: {
                      kid: 'SPACE_JWT_PUBLIC:8028AAA3-EC2D-4BAA-BE7A-7C8359CCB9F9',
                    },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/faults': {
      get: {
        operationId: 'listFaults',
        tags: ['faults'],
        summary: 'List the faults that wait',
        description:
          'Each with the number of requests that it still applies to.',
        responses: {
          '200': { $ref: '#/components/responses/Faults' },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'addFault',
        tags: ['faults'],
        summary: 'Let the next requests go wrong',
        description:
          'If several faults match a request, the oldest is applied.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/FaultRule' },
              examples: {
                lostReply: {
                  summary: 'Lose the answer to the next refresh',
                  value: { kind: 'lost-reply', operation: 'refreshToken' },
                },
              },
            },
          },
        },
        responses: {
          '200': { $ref: '#/components/responses/Faults' },
          '400': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'clearFaults',
        tags: ['faults'],
        summary: 'Remove the faults of one API key id, or all',
        description:
          'Faults without an API key id are removed only if the call names none.',
        parameters: [{ $ref: '#/components/parameters/Scope' }],
        responses: {
          '200': { $ref: '#/components/responses/Faults' },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/faults/{number}': {
      delete: {
        operationId: 'removeFault',
        tags: ['faults'],
        summary: 'Remove one fault',
        description: 'The number of a fault is in the list of faults.',
        parameters: [
          {
            name: 'number',
            in: 'path',
            required: true,
            description: 'The number of the fault.',
            schema: { type: 'string', minLength: 1, maxLength: 16 },
          },
        ],
        responses: {
          '200': { $ref: '#/components/responses/Faults' },
          '404': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/requests': {
      get: {
        operationId: 'listRequests',
        tags: ['requests'],
        summary: 'List the latest requests of one API key id, or all',
        description:
          'Each request, the checks that the mock made, in order, and the reason for the answer.',
        parameters: [{ $ref: '#/components/parameters/Scope' }],
        responses: {
          '200': { $ref: '#/components/responses/Requests' },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'clearRequests',
        tags: ['requests'],
        summary: 'Remove the requests of one API key id, or all',
        description: 'Returns the requests that are left.',
        parameters: [{ $ref: '#/components/parameters/Scope' }],
        responses: {
          '200': { $ref: '#/components/responses/Requests' },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/identity-tokens': {
      post: {
        operationId: 'mintIdentityToken',
        tags: ['inputs'],
        summary: 'Mint an identity token',
        description:
          'For the first API key id of the mock unless `fields.receiver` names another.',
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/IdentityTokenOrder' },
              examples: {
                usual: { summary: 'A good one', value: {} },
                phone: {
                  summary: 'For a phone number',
                  value: {
                    fields: {
                      identifier: '+12345678910',
                      identifier_type: 'PHONE',
                    },
                  },
                },
                expired: {
                  summary: 'One that has run out',
                  value: { defect: 'expired' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: "The token, signed with the mock's key.",
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Minted' },
                examples: {
                  token: {
                    summary: 'An identity token',
                    value: {
                      identifier: 'hello@example.com',
                      identifier_type: 'EMAIL',
                      signature: '21P6mXSF2x357kZGkEMQTRTn3r',
                    },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/event-tokens': {
      post: {
        operationId: 'mintEventToken',
        tags: ['inputs'],
        summary: 'Mint an event token',
        description:
          'For the first API key id of the mock unless `fields.issuer` names another.',
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/EventTokenOrder' },
              examples: {
                usual: { summary: 'A good one', value: {} },
                notApproved: {
                  summary: 'One that the user refused',
                  value: { defect: 'not-approved' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: "The token, signed with the mock's key.",
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Minted' },
                examples: {
                  token: {
                    summary: 'An event token',
                    value: {
                      event: 'LOGIN',
                      approved: true,
                      signature: '21P6mXSF2x357kZGkEMQTRTn3r',
                    },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/access-tokens': {
      post: {
        operationId: 'mintAccessToken',
        tags: ['inputs'],
        summary: 'Mint an access token',
        description:
          'As the mock issues it, for a new user and the first API key id of the mock.',
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/JwtOrder' },
              examples: {
                usual: { summary: 'A good one', value: {} },
                algNone: {
                  summary: 'One without a signature',
                  value: { defect: 'alg-none' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The token.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/MintedJwt' },
                examples: {
                  token: {
                    summary: 'A token',
                    value: { token: 'eyJhbGciOiJFUzI1Ni...' },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/id-tokens': {
      post: {
        operationId: 'mintIdToken',
        tags: ['inputs'],
        summary: 'Mint an id token',
        description:
          'As the mock issues it, for a new user and the first API key id of the mock.',
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/JwtOrder' },
              examples: {
                usual: { summary: 'A good one', value: {} },
                algNone: {
                  summary: 'One without a signature',
                  value: { defect: 'alg-none' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The token.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/MintedJwt' },
                examples: {
                  token: {
                    summary: 'A token',
                    value: { token: 'eyJhbGciOiJFUzI1Ni...' },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/sessions': {
      get: {
        operationId: 'listSessions',
        tags: ['sessions'],
        summary: 'List the latest sessions',
        description:
          'The newest first, at most 1,000, ended ones included. With the header `API_KEY_ID`, those of this API key id.\n',
        parameters: [{ $ref: '#/components/parameters/Scope' }],
        responses: {
          '200': {
            description: 'The sessions.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Sessions' },
                examples: {
                  sessions: {
                    summary: 'A session that was revoked',
                    value: {
                      sessions: [
                        {
                          number: 17,
                          apiKeyId: 'mock-api-key-id',
                          userId: 'e8a47aff-f520-4b8d-952b-79d36d10fb3e',
                          identifier: 'hello@example.com',
                          rotations: 2,
                          openedAt: '2023-11-14T22:13:20.000Z',
                          expiresAt: '2023-12-14T22:13:20.000Z',
                          ended: 'reused',
                        },
                      ],
                    },
                  },
                },
              },
            },
          },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/sessions/{number}': {
      delete: {
        operationId: 'endSession',
        tags: ['sessions'],
        summary: 'End a session',
        description:
          'Its refresh token is rejected from then on, as if the session had been revoked.',
        parameters: [
          {
            name: 'number',
            in: 'path',
            required: true,
            description:
              "The number that the session's refresh tokens begin with.",
            schema: { type: 'string', minLength: 1, maxLength: 16 },
          },
        ],
        responses: {
          '200': {
            description: 'The session has ended.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['number'],
                  properties: { number: { type: 'integer' } },
                },
                examples: {
                  ended: {
                    summary: 'The session that ended',
                    value: { number: 17 },
                  },
                },
              },
            },
          },
          '404': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/explain': {
      post: {
        operationId: 'explainToken',
        tags: ['inputs'],
        summary: 'Explain a token',
        description:
          'Decodes an access or id token and makes every check of it; says what became of a refresh token; checks an\nidentity or event token, given as JSON in a string. Nothing is used up or revoked.\n',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/TokenToExplain' },
              examples: {
                jwt: {
                  summary: 'A JWT',
                  value: { token: 'eyJhbGciOiJFUzI1Ni...' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'What it is, and each check.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Explanation' },
                examples: {
                  unknown: {
                    summary: 'A refresh token of another mock',
                    value: {
                      kind: 'refresh token',
                      checks: [
                        {
                          check: 'session',
                          passed: false,
                          why: 'this mock never issued it, or has forgotten its session',
                        },
                      ],
                    },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/curl-lines': {
      get: {
        operationId: 'listCurlLines',
        tags: ['inputs'],
        summary: 'Get a curl line for each kind of request',
        description:
          "They have live tokens and the mock's keys. One that uses up a refresh token works once.",
        responses: {
          '200': {
            description: 'The lines, for a POSIX shell.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['lines'],
                  properties: {
                    lines: { type: 'array', items: { type: 'string' } },
                  },
                },
                examples: {
                  lines: {
                    summary: 'The line that gets the public keys',
                    value: {
                      lines: [
                        "curl -sS -X GET 'http://127.0.0.1:4010/api/v0/token/jwks'",
                      ],
                    },
                  },
                },
              },
            },
          },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/state': {
      get: {
        operationId: 'exportState',
        tags: ['state'],
        summary: 'Export the state',
        description:
          'Signing keys, sessions and clocks, in the form that `--import` and the state file use. It contains private keys.\n',
        responses: {
          '200': {
            description: 'The state.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/State' },
                examples: {
                  state: {
                    summary: 'The beginning of a state',
                    value: { version: 1 },
                  },
                },
              },
            },
          },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      put: {
        operationId: 'importState',
        tags: ['state'],
        summary: 'Replace the state',
        description:
          'Replaces signing keys, sessions and clocks with an exported state. A state that is not valid changes nothing.\n',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/State' },
              examples: {
                state: {
                  summary: 'The beginning of a state',
                  value: { version: 1 },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The state was replaced.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['sessions'],
                  properties: {
                    sessions: {
                      type: 'integer',
                      description: 'How many sessions it has.',
                    },
                  },
                },
                examples: {
                  replaced: {
                    summary: 'It was replaced',
                    value: { sessions: 2 },
                  },
                },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/changes': {
      get: {
        operationId: 'streamChanges',
        tags: ['state'],
        summary: 'Follow what changes, as server-sent events',
        description:
          "Sends what the mock has now, and then each change within a quarter of a second. The schema has a property for\neach event: its name is the name of the event, and its value is the JSON in the event's data.\n",
        responses: {
          '200': {
            description:
              'The events, until the mock stops or the client closes the connection.',
            content: {
              'text/event-stream': {
                schema: { $ref: '#/components/schemas/Changes' },
                examples: {
                  event: {
                    summary: 'The event `faults`',
                    value: { faults: { faults: [] } },
                  },
                },
              },
            },
          },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/openapi.json': {
      get: {
        operationId: 'getDescription',
        tags: ['health'],
        summary: 'Get the description of the control API',
        description: 'This document, in JSON.',
        responses: {
          '200': {
            description: 'The description.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['openapi'],
                  properties: { openapi: { type: 'string' } },
                },
                examples: {
                  description: {
                    summary: 'Its beginning',
                    value: { openapi: '3.1.0' },
                  },
                },
              },
            },
          },
          '404': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/reset': {
      post: {
        operationId: 'reset',
        tags: ['state'],
        summary: 'Remove sessions, faults and requests, and reset the clock',
        description:
          'With the header `API_KEY_ID`, only for that API key id. Its clock then follows the common one again.\n',
        parameters: [{ $ref: '#/components/parameters/Scope' }],
        responses: {
          '200': { $ref: '#/components/responses/Clock' },
          '401': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/__mock/health': {
      get: {
        operationId: 'getHealth',
        tags: ['health'],
        summary: 'Whether the mock can answer; needs no token',
        description: 'Answered without a token, wherever the mock listens.',
        responses: {
          '200': { $ref: '#/components/responses/Health' },
          '404': { $ref: '#/components/responses/Error' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
  },
  components: {
    'x-fault-fields': {
      delay: [],
      'empty-reply': [],
      html: ['status'],
      'lost-reply': [],
      'malformed-json': [],
      redirect: ['status', 'location'],
      reset: [],
      'slow-drip': ['intervalMs'],
      status: ['status', 'example', 'retryAfterSeconds'],
      truncated: [],
      'wrong-content-type': [],
    },
    'x-required-fault-field': { delay: 'delayMs', status: 'status' },
    parameters: {
      Scope: {
        name: 'API_KEY_ID',
        in: 'header',
        required: false,
        description:
          'The API key id that the call is limited to. Without it, the call concerns all.',
        schema: { type: 'string', minLength: 1, maxLength: 256 },
      },
    },
    responses: {
      Clock: {
        description: "The time by the mock's clock.",
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Clock' },
            examples: {
              clock: {
                summary: 'A time',
                value: { now: 1700000000000, iso: '2023-11-14T22:13:20.000Z' },
              },
            },
          },
        },
      },
      Faults: {
        description: 'The faults that wait, the oldest first.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Faults' },
            examples: {
              faults: {
                summary: 'One fault',
                value: {
                  faults: [
                    {
                      number: 1,
                      kind: 'lost-reply',
                      operation: 'refreshToken',
                      times: 1,
                    },
                  ],
                },
              },
            },
          },
        },
      },
      Requests: {
        description:
          'The requests that are remembered, the oldest first, without keys, tokens and personal data.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Requests' },
            examples: {
              requests: {
                summary: 'A refused refresh',
                value: {
                  requests: [
                    {
                      id: 1,
                      receivedAt: '2023-11-14T22:13:20.000Z',
                      method: 'POST',
                      operation: 'refreshToken',
                      path: '/api/v0/token/{api_key_id}',
                      apiKeyId: 'mock-api-key-id',
                      headers: { 'content-type': 'application/json' },
                      body: {
                        grant_type: 'refresh_token',
                        refresh_token: '[redacted]',
                      },
                      decisions: [
                        { check: 'operation', passed: true },
                        { check: 'keys', passed: true },
                        { check: 'body', passed: true },
                        {
                          check: 'request',
                          passed: false,
                          why: 'The refresh token is not valid: it has expired.',
                        },
                      ],
                    },
                  ],
                },
              },
            },
          },
        },
      },
      Health: {
        description: 'It does.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Health' },
            examples: { up: { summary: 'It does', value: { status: 'up' } } },
          },
        },
      },
      Error: {
        description: 'Why the call was refused.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
            examples: {
              notAllowed: {
                summary: 'No control token',
                value: {
                  msg: 'The control API needs the control token.',
                  type: 'unauthorized',
                },
              },
            },
          },
        },
      },
    },
    schemas: {
      ClockSetting: {
        type: 'object',
        additionalProperties: false,
        required: ['now'],
        properties: {
          now: {
            type: 'integer',
            minimum: -8640000000000000,
            maximum: 8640000000000000,
            description: 'Milliseconds since 1970-01-01T00:00:00Z.',
          },
        },
      },
      ClockAdvance: {
        type: 'object',
        additionalProperties: false,
        required: ['milliseconds'],
        properties: {
          milliseconds: {
            type: 'integer',
            minimum: -8640000000000000,
            maximum: 8640000000000000,
            description: 'How far, in milliseconds; backwards if negative.',
          },
        },
      },
      Clock: {
        type: 'object',
        required: ['now', 'iso'],
        properties: {
          now: {
            type: 'integer',
            description: 'Milliseconds since 1970-01-01T00:00:00Z.',
          },
          iso: { type: 'string', description: 'The same in ISO 8601.' },
        },
      },
      Rotation: {
        type: 'object',
        additionalProperties: false,
        properties: {
          overlapMs: {
            type: 'integer',
            minimum: 0,
            maximum: 8640000000000000,
            description:
              'How long the old key stays published, in milliseconds. Default, an hour.',
          },
        },
      },
      ActiveKey: {
        type: 'object',
        required: ['kid'],
        properties: { kid: { type: 'string' } },
      },
      FaultRule: {
        type: 'object',
        additionalProperties: false,
        required: ['kind'],
        properties: {
          kind: {
            type: 'string',
            description: 'What goes wrong.',
            enum: [
              'delay',
              'empty-reply',
              'html',
              'lost-reply',
              'malformed-json',
              'redirect',
              'reset',
              'slow-drip',
              'status',
              'truncated',
              'wrong-content-type',
            ],
          },
          number: {
            type: 'integer',
            minimum: 1,
            description:
              'Counts up from 1. The mock numbers each fault when it is added, and ignores a number that it is given.',
          },
          delayMs: {
            type: 'integer',
            minimum: 0,
            maximum: 600000,
            description:
              'How long to wait before anything else, in milliseconds. Default, 0; `delay` needs it.',
          },
          status: {
            type: 'integer',
            minimum: 200,
            maximum: 599,
            description:
              'The status of `status` (which needs it), `html` and `redirect`.',
          },
          example: {
            type: 'string',
            minLength: 1,
            maxLength: 100,
            description:
              "Which of the description's examples `status` answers. Default, the first.",
          },
          retryAfterSeconds: {
            type: 'integer',
            minimum: 0,
            maximum: 86400,
            description:
              'The header `Retry-After` of `status`. Default, 1 where the description has the header, or none.',
          },
          location: {
            type: 'string',
            minLength: 1,
            maxLength: 2000,
            description: 'The header `Location` of `redirect`.',
          },
          intervalMs: {
            type: 'integer',
            minimum: 0,
            maximum: 60000,
            description:
              'How long `slow-drip` waits between two bytes, in milliseconds. Default, 10.',
          },
          operation: {
            type: 'string',
            maxLength: 100,
            description:
              'The operationId of the requests that it applies to. Default, any.',
          },
          apiKeyId: {
            type: 'string',
            minLength: 1,
            maxLength: 256,
            description:
              'The API key id of the requests that it applies to. Default, any.',
          },
          times: {
            type: 'integer',
            minimum: 1,
            maximum: 1000000000,
            description: 'How many requests it applies to. Default, 1.',
          },
        },
      },
      Faults: {
        type: 'object',
        required: ['faults'],
        properties: {
          faults: {
            type: 'array',
            items: { $ref: '#/components/schemas/FaultRule' },
          },
        },
      },
      Requests: {
        type: 'object',
        required: ['requests'],
        properties: {
          requests: {
            type: 'array',
            items: { $ref: '#/components/schemas/Request' },
          },
        },
      },
      Request: {
        type: 'object',
        required: ['id', 'receivedAt', 'method', 'headers', 'decisions'],
        properties: {
          id: { type: 'integer' },
          receivedAt: { type: 'string' },
          method: { type: 'string' },
          operation: { type: 'string' },
          path: { type: 'string' },
          apiKeyId: {
            type: 'string',
            description:
              "The header `API_KEY_ID`; redacted if it is neither one of the mock's nor a UUID.",
          },
          headers: { type: 'object', additionalProperties: { type: 'string' } },
          body: { description: "The body's shape." },
          decisions: {
            type: 'array',
            items: { $ref: '#/components/schemas/Decision' },
          },
          fault: { type: 'object', description: 'The fault that was applied.' },
          durationMs: {
            type: 'number',
            description:
              'How long it took until the connection was done with it, in milliseconds. Missing until then.',
          },
          tokens: {
            type: 'array',
            description:
              'The JWTs of the request and of the answer, decoded, without their signatures.',
            items: { $ref: '#/components/schemas/DecodedToken' },
          },
          answer: {
            type: 'object',
            required: ['status', 'headers'],
            properties: {
              status: { type: 'integer' },
              headers: {
                type: 'object',
                additionalProperties: { type: 'string' },
              },
              body: { description: "The body's shape." },
            },
          },
        },
      },
      DecodedToken: {
        type: 'object',
        required: ['in', 'name', 'header', 'claims'],
        properties: {
          in: { type: 'string', enum: ['request', 'answer'] },
          name: { type: 'string', description: 'The field of the body.' },
          header: { type: 'object', additionalProperties: true },
          claims: {
            type: 'object',
            additionalProperties: true,
            description: 'Claims that can contain personal data are redacted.',
          },
        },
      },
      Changes: {
        type: 'object',
        properties: {
          mock: { $ref: '#/components/schemas/MockInfo' },
          clocks: { $ref: '#/components/schemas/Clocks' },
          faults: { $ref: '#/components/schemas/Faults' },
          keys: { $ref: '#/components/schemas/PublishedKeys' },
          requests: { $ref: '#/components/schemas/RequestChanges' },
          sessions: { $ref: '#/components/schemas/Sessions' },
        },
      },
      RequestChanges: {
        type: 'object',
        required: ['all', 'requests'],
        properties: {
          all: {
            type: 'boolean',
            description:
              'Whether these are all that the mock remembers. If not, they are those that are new or have changed.',
          },
          requests: {
            type: 'array',
            items: { $ref: '#/components/schemas/Request' },
          },
        },
      },
      MockInfo: {
        type: 'object',
        required: ['instance', 'url', 'apiKeyIds', 'operations', 'strict'],
        properties: {
          instance: {
            type: 'string',
            description: 'Another one after each start of the mock.',
          },
          url: { type: 'string', description: 'Where the mock listens.' },
          apiKeyIds: {
            type: 'array',
            items: { type: 'string' },
            description:
              "The mock's own API key ids. Tokens are minted for the first by default.",
          },
          operations: {
            type: 'array',
            items: { type: 'string' },
            description: 'The operationIds of the mocked API.',
          },
          strict: { type: 'boolean' },
        },
      },
      Clocks: {
        type: 'object',
        required: ['clocks'],
        properties: {
          clocks: {
            type: 'array',
            description:
              'The common clock first, then those of API key ids that have one of their own.',
            items: {
              type: 'object',
              required: ['now', 'isStopped'],
              properties: {
                apiKeyId: { type: 'string' },
                now: {
                  type: 'integer',
                  description: 'Milliseconds since 1970-01-01T00:00:00Z.',
                },
                isStopped: { type: 'boolean' },
              },
            },
          },
        },
      },
      PublishedKeys: {
        type: 'object',
        required: ['keys', 'inputPublicKey'],
        properties: {
          keys: {
            type: 'array',
            description:
              'The key that signs first, then those that are still published.',
            items: {
              type: 'object',
              required: ['kid', 'jwk'],
              properties: {
                kid: { type: 'string' },
                jwk: { type: 'object', additionalProperties: true },
                until: {
                  type: 'string',
                  description:
                    'When it is withdrawn. Missing for the key that signs. ISO 8601.',
                },
              },
            },
          },
          inputPublicKey: {
            type: 'string',
            description:
              'The Ed25519 public key of identity and event tokens, 32 bytes in base64.',
          },
        },
      },
      Decision: {
        type: 'object',
        required: ['check', 'passed'],
        properties: {
          check: {
            type: 'string',
            enum: ['body', 'keys', 'operation', 'request'],
          },
          passed: { type: 'boolean' },
          why: { type: 'string' },
        },
      },
      TokenToExplain: {
        type: 'object',
        additionalProperties: false,
        required: ['token'],
        properties: {
          token: { type: 'string', minLength: 1, maxLength: 16384 },
        },
      },
      Explanation: {
        type: 'object',
        required: ['kind', 'checks'],
        properties: {
          kind: { type: 'string' },
          header: { type: 'object', additionalProperties: true },
          claims: { type: 'object', additionalProperties: true },
          checks: {
            type: 'array',
            items: {
              type: 'object',
              required: ['check', 'passed', 'why'],
              properties: {
                check: { type: 'string' },
                passed: { type: 'boolean' },
                why: { type: 'string' },
              },
            },
          },
        },
      },
      Sessions: {
        type: 'object',
        required: ['sessions'],
        properties: {
          sessions: {
            type: 'array',
            items: { $ref: '#/components/schemas/Session' },
          },
        },
      },
      Session: {
        type: 'object',
        required: [
          'number',
          'apiKeyId',
          'userId',
          'rotations',
          'openedAt',
          'expiresAt',
        ],
        properties: {
          number: {
            type: 'integer',
            description: 'The number that its refresh tokens begin with.',
          },
          apiKeyId: { type: 'string' },
          userId: { type: 'string' },
          identifier: {
            type: 'string',
            description: 'Email address or phone number.',
          },
          rotations: {
            type: 'integer',
            description: 'How often its refresh token was replaced.',
          },
          openedAt: { type: 'string', description: 'ISO 8601.' },
          expiresAt: {
            type: 'string',
            description: 'When its refresh token expires.',
          },
          ended: {
            type: 'string',
            enum: ['ended', 'expired', 'reused', 'signed out'],
            description:
              'Why it ended; `reused` if a refresh token was used twice. Missing for a session that can be refreshed.',
          },
        },
      },
      State: {
        type: 'object',
        description:
          'The state. Its other fields belong to the mock and change with `version`.',
        required: ['version'],
        additionalProperties: true,
        properties: { version: { type: 'integer' } },
      },
      IdentityTokenOrder: {
        type: 'object',
        additionalProperties: false,
        properties: {
          fields: { $ref: '#/components/schemas/TokenFields' },
          defect: {
            type: 'string',
            enum: ['expired', 'future', 'tampered', 'wrong-key'],
            description: 'What is wrong with the token.',
          },
        },
      },
      EventTokenOrder: {
        type: 'object',
        additionalProperties: false,
        properties: {
          fields: { $ref: '#/components/schemas/TokenFields' },
          defect: {
            type: 'string',
            enum: [
              'expired',
              'future',
              'not-approved',
              'tampered',
              'wrong-key',
            ],
            description: 'What is wrong with the token.',
          },
        },
      },
      TokenFields: {
        type: 'object',
        description:
          'Fields that replace the usual ones, unchanged, even if they are malformed. The signature covers them.',
        maxProperties: 20,
        additionalProperties: true,
      },
      Minted: {
        type: 'object',
        description: "The token, as the vendor's front end would receive it.",
        additionalProperties: true,
        required: ['signature'],
        properties: { signature: { type: 'string' } },
      },
      JwtOrder: {
        type: 'object',
        additionalProperties: false,
        properties: {
          claims: {
            type: 'object',
            description:
              'Claims that replace the usual ones or are added to them, unchanged.',
            maxProperties: 40,
            additionalProperties: true,
          },
          defect: {
            type: 'string',
            enum: [
              'alg-none',
              'expired',
              'hs256',
              'missing-subject',
              'not-yet-valid',
              'tampered',
              'unknown-kid',
              'wrong-audience',
              'wrong-issuer',
              'wrong-key',
            ],
            description: 'What is wrong with the token.',
          },
        },
      },
      MintedJwt: {
        type: 'object',
        required: ['token'],
        properties: { token: { type: 'string' } },
      },
      Health: {
        type: 'object',
        required: ['status'],
        properties: { status: { type: 'string', const: 'up' } },
      },
      Error: {
        type: 'object',
        required: ['msg', 'type'],
        properties: { msg: { type: 'string' }, type: { type: 'string' } },
      },
    },
  },
} as const;
