// Generated from options.yaml. Do not edit: change options.yaml and run `npm run sync`.
// options.yaml sha256: a1948276b3fdd9b66c93c1a8399273691a749eeea9fd5734ca91ab0fb1397383

export const optionsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Options of mock-cotter',
  description: 'What a configuration file of mock-cotter may hold.',
  type: 'object',
  additionalProperties: false,
  properties: {
    port: {
      type: 'integer',
      minimum: 0,
      maximum: 65535,
      default: 0,
      description: 'The port to listen on; 0 takes a free one.',
      'x-value': 'number',
      'x-command-line-default': 4010,
    },
    host: {
      type: 'string',
      minLength: 1,
      default: '127.0.0.1',
      description:
        'The address to listen on. Others than this machine reach the mock only where it is told to.',
      'x-value': 'address',
    },
    strict: {
      type: 'boolean',
      default: false,
      description:
        'Whether what production would refuse is refused: signatures, expiry, freshness and API keys are checked. Otherwise the documented examples work as printed, with a warning in the log and in the header `Cotter-Mock-Warning`.',
    },
    rotation: {
      anyOf: [
        { type: 'string', enum: ['strict', 'none'] },
        {
          type: 'object',
          additionalProperties: false,
          required: ['graceMs'],
          properties: { graceMs: { type: 'number', minimum: 0 } },
        },
      ],
      default: 'strict',
      description:
        'What a refresh does to the refresh token that was used: `strict` replaces it, and revokes the session if it comes again; a number of milliseconds (`graceMs`) is how long it may come again; `none` keeps it.',
      'x-value': 'mode',
      'x-text': 'rotation',
      'x-must':
        'strict, none or a number of milliseconds from 0 up (in code and files: { graceMs })',
    },
    seed: {
      type: 'string',
      minLength: 1,
      description:
        'What keys, ids and refresh tokens follow from: with `now`, the same requests in the same order are answered with the same bytes. Without one they are random.',
      'x-value': 'text',
    },
    now: {
      anyOf: [
        {
          type: 'integer',
          minimum: -8640000000000000,
          maximum: 8640000000000000,
        },
        { type: 'string', format: 'date-time' },
      ],
      description:
        "Where the clock stands still from the start: a time in ISO 8601 with its zone, or milliseconds since 1970. Without it the clock runs with the system's.",
      'x-value': 'time',
      'x-text': 'time',
      'x-must': 'a time in ISO 8601 with its zone, or milliseconds since 1970',
    },
    issuer: {
      type: 'string',
      minLength: 1,
      default: 'https://www.cotter.app',
      description:
        "The `iss` of access and id tokens, whatever the address; production's by default.",
      'x-value': 'text',
    },
    apiKeys: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'secret'],
        properties: {
          id: {
            type: 'string',
            minLength: 1,
            description: 'Sent as `API_KEY_ID`.',
          },
          secret: {
            type: 'string',
            minLength: 1,
            description: 'Sent as `API_SECRET_KEY`.',
          },
        },
      },
      default: [{ id: 'mock-api-key-id', secret: 'mock-api-secret-key' }],
      description:
        'The API keys that strict mode knows; the first is used wherever none is given. The variable takes `id:secret`, several with commas between.',
      'x-value': 'id:secret',
      'x-text': 'apiKeys',
      'x-secret': true,
      'x-must':
        'a list of at least one { id, secret }, both non-empty strings (in a variable: id:secret, several with commas between)',
    },
    maxSessions: {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
      default: 100000,
      description:
        'How many refreshable sessions are remembered; one more, and the oldest is forgotten.',
      'x-value': 'number',
    },
    maxRequests: {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
      default: 1000,
      description: 'How many of the latest requests are remembered.',
      'x-value': 'number',
    },
    controlToken: {
      type: 'string',
      pattern: '^[\\x21-\\x7e]{8,}$',
      description:
        'What callers of the control API below `/__mock` must send as `Authorization: Bearer`. Without one, programs on this machine are let in if `host` is this machine, and otherwise nobody is.',
      'x-value': 'text',
      'x-secret': true,
      'x-must': '8 or more printable ASCII characters without spaces',
    },
    allowProduction: {
      type: 'boolean',
      default: false,
      description:
        'Whether to start though `NODE_ENV` is `production`, where a mock that issues tokens to everyone has no place.',
    },
    tls: {
      type: 'object',
      additionalProperties: false,
      required: ['key', 'cert'],
      properties: {
        key: {
          type: 'string',
          minLength: 1,
          description: 'The private key for TLS, in PEM.',
          'x-value': 'file',
          'x-file': true,
        },
        cert: {
          type: 'string',
          minLength: 1,
          description:
            'The certificate for TLS, in PEM, with those between it and its authority after it.',
          'x-value': 'file',
          'x-file': true,
        },
      },
      description:
        'Answers by TLS, with this key and certificate. Without it the mock speaks plain HTTP.',
      'x-must': '{ key, cert }, both in PEM',
    },
  },
} as const;

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * Options of mock-cotter
     * @description What a configuration file of mock-cotter may hold.
     */
    readonly Options: {
      /**
       * @description The port to listen on; 0 takes a free one.
       * @default 0
       */
      readonly port?: number;
      /**
       * @description The address to listen on. Others than this machine reach the mock only where it is told to.
       * @default 127.0.0.1
       */
      readonly host?: string;
      /**
       * @description Whether what production would refuse is refused: signatures, expiry, freshness and API keys are checked. Otherwise the documented examples work as printed, with a warning in the log and in the header `Cotter-Mock-Warning`.
       * @default false
       */
      readonly strict?: boolean;
      /**
       * @description What a refresh does to the refresh token that was used: `strict` replaces it, and revokes the session if it comes again; a number of milliseconds (`graceMs`) is how long it may come again; `none` keeps it.
       * @default strict
       */
      readonly rotation?:
        | ('strict' | 'none')
        | {
            readonly graceMs: number;
          };
      /** @description What keys, ids and refresh tokens follow from: with `now`, the same requests in the same order are answered with the same bytes. Without one they are random. */
      readonly seed?: string;
      /** @description Where the clock stands still from the start: a time in ISO 8601 with its zone, or milliseconds since 1970. Without it the clock runs with the system's. */
      readonly now?: number | string;
      /**
       * @description The `iss` of access and id tokens, whatever the address; production's by default.
       * @default https://www.cotter.app
       */
      readonly issuer?: string;
      /**
       * @description The API keys that strict mode knows; the first is used wherever none is given. The variable takes `id:secret`, several with commas between.
       * @default [
       *       {
       *         "id": "mock-api-key-id",
       *         "secret": "mock-api-secret-key"
       *       }
       *     ]
       */
      readonly apiKeys?: readonly {
        /** @description Sent as `API_KEY_ID`. */
        readonly id: string;
        /** @description Sent as `API_SECRET_KEY`. */
        readonly secret: string;
      }[];
      /**
       * @description How many refreshable sessions are remembered; one more, and the oldest is forgotten.
       * @default 100000
       */
      readonly maxSessions?: number;
      /**
       * @description How many of the latest requests are remembered.
       * @default 1000
       */
      readonly maxRequests?: number;
      /** @description What callers of the control API below `/__mock` must send as `Authorization: Bearer`. Without one, programs on this machine are let in if `host` is this machine, and otherwise nobody is. */
      readonly controlToken?: string;
      /**
       * @description Whether to start though `NODE_ENV` is `production`, where a mock that issues tokens to everyone has no place.
       * @default false
       */
      readonly allowProduction?: boolean;
      /** @description Answers by TLS, with this key and certificate. Without it the mock speaks plain HTTP. */
      readonly tls?: {
        /** @description The private key for TLS, in PEM. */
        readonly key: string;
        /** @description The certificate for TLS, in PEM, with those between it and its authority after it. */
        readonly cert: string;
      };
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
