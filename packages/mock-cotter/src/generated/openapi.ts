// Generated from openapi.yaml. Do not edit: change openapi.yaml and run `npm run sync`.
// openapi.yaml sha256: 990f8340a7aba31196bae03f7816e2fcf72ddcde64e8bc3f2c014736af32e2e6

export interface paths {
  '/__mock/clock': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the clock
     * @description The time by which the mock issues and checks tokens, and which it answers in the header Date. With the header
     *     `API_KEY_ID`, that of this API key id.
     */
    get: operations['getClock'];
    /**
     * Stop the clock at a time
     * @description It then moves only when it is advanced, until it is reset. With the header `API_KEY_ID`, this API key id gets a
     *     clock of its own, and all others keep theirs.
     */
    put: operations['setClock'];
    post?: never;
    /**
     * Reset the clock
     * @description It goes back to how the mock started: it runs with the system's clock, unless the mock was given a time. All
     *     clocks of API key ids follow it again. With the header `API_KEY_ID`, only the clock of this API key id does.
     */
    delete: operations['resetClock'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/clock/advance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Move the clock
     * @description A running clock goes on running. With the header `API_KEY_ID`, this API key id gets a clock of its own, so far
     *     apart from the common one, and all others keep theirs.
     */
    post: operations['advanceClock'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/keys/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign with a new key from now on
     * @description The new key comes first in the JWKS. The old one stays published for `overlapMs`.
     */
    post: operations['rotateKeys'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/faults': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the faults that wait
     * @description Each with the number of requests that it still applies to.
     */
    get: operations['listFaults'];
    put?: never;
    /**
     * Let the next requests go wrong
     * @description If several faults match a request, the oldest is applied.
     */
    post: operations['addFault'];
    /**
     * Remove the faults of one API key id, or all
     * @description Faults without an API key id are removed only if the call names none.
     */
    delete: operations['clearFaults'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/faults/{number}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Remove one fault
     * @description The number of a fault is in the list of faults.
     */
    delete: operations['removeFault'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/requests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the latest requests of one API key id, or all
     * @description Each request, the checks that the mock made, in order, and the reason for the answer.
     */
    get: operations['listRequests'];
    put?: never;
    post?: never;
    /**
     * Remove the requests of one API key id, or all
     * @description Returns the requests that are left.
     */
    delete: operations['clearRequests'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/identity-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mint an identity token
     * @description For the first API key id of the mock unless `fields.receiver` names another.
     */
    post: operations['mintIdentityToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/event-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mint an event token
     * @description For the first API key id of the mock unless `fields.issuer` names another.
     */
    post: operations['mintEventToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/access-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mint an access token
     * @description As the mock issues it, for a new user and the first API key id of the mock.
     */
    post: operations['mintAccessToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/id-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mint an id token
     * @description As the mock issues it, for a new user and the first API key id of the mock.
     */
    post: operations['mintIdToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the latest sessions
     * @description The newest first, at most 1,000, ended ones included. With the header `API_KEY_ID`, those of this API key id.
     */
    get: operations['listSessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/sessions/{number}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End a session
     * @description Its refresh token is rejected from then on, as if the session had been revoked.
     */
    delete: operations['endSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/explain': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Explain a token
     * @description Decodes an access or id token and makes every check of it; says what became of a refresh token; checks an
     *     identity or event token, given as JSON in a string. Nothing is used up or revoked.
     */
    post: operations['explainToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/curl-lines': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a curl line for each kind of request
     * @description They have live tokens and the mock's keys. One that uses up a refresh token works once.
     */
    get: operations['listCurlLines'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/state': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export the state
     * @description Signing keys, sessions and clocks, in the form that `--import` and the state file use. It contains private keys.
     */
    get: operations['exportState'];
    /**
     * Replace the state
     * @description Replaces signing keys, sessions and clocks with an exported state. A state that is not valid changes nothing.
     */
    put: operations['importState'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow what changes, as server-sent events
     * @description Sends what the mock has now, and then each change within a quarter of a second. The schema has a property for
     *     each event: its name is the name of the event, and its value is the JSON in the event's data.
     */
    get: operations['streamChanges'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the description of the control API
     * @description This document, in JSON.
     */
    get: operations['getDescription'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Remove sessions, faults and requests, and reset the clock
     * @description With the header `API_KEY_ID`, only for that API key id. Its clock then follows the common one again.
     */
    post: operations['reset'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether the mock can answer; needs no token
     * @description Answered without a token, wherever the mock listens.
     */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    ClockSetting: {
      /** @description Milliseconds since 1970-01-01T00:00:00Z. */
      now: number;
    };
    ClockAdvance: {
      /** @description How far, in milliseconds; backwards if negative. */
      milliseconds: number;
    };
    Clock: {
      /** @description Milliseconds since 1970-01-01T00:00:00Z. */
      now: number;
      /** @description The same in ISO 8601. */
      iso: string;
    };
    Rotation: {
      /** @description How long the old key stays published, in milliseconds. Default, an hour. */
      overlapMs?: number;
    };
    ActiveKey: {
      kid: string;
    };
    FaultRule: {
      /**
       * @description What goes wrong.
       * @enum {string}
       */
      kind:
        | 'delay'
        | 'empty-reply'
        | 'html'
        | 'lost-reply'
        | 'malformed-json'
        | 'redirect'
        | 'reset'
        | 'slow-drip'
        | 'status'
        | 'truncated'
        | 'wrong-content-type';
      /** @description Counts up from 1. The mock numbers each fault when it is added, and ignores a number that it is given. */
      number?: number;
      /** @description How long to wait before anything else, in milliseconds. Default, 0; `delay` needs it. */
      delayMs?: number;
      /** @description The status of `status` (which needs it), `html` and `redirect`. */
      status?: number;
      /** @description Which of the description's examples `status` answers. Default, the first. */
      example?: string;
      /** @description The header `Retry-After` of `status`. Default, 1 where the description has the header, or none. */
      retryAfterSeconds?: number;
      /** @description The header `Location` of `redirect`. */
      location?: string;
      /** @description How long `slow-drip` waits between two bytes, in milliseconds. Default, 10. */
      intervalMs?: number;
      /** @description The operationId of the requests that it applies to. Default, any. */
      operation?: string;
      /** @description The API key id of the requests that it applies to. Default, any. */
      apiKeyId?: string;
      /** @description How many requests it applies to. Default, 1. */
      times?: number;
    };
    Faults: {
      faults: components['schemas']['FaultRule'][];
    };
    Requests: {
      requests: components['schemas']['Request'][];
    };
    Request: {
      id: number;
      receivedAt: string;
      method: string;
      operation?: string;
      path?: string;
      /** @description The header `API_KEY_ID`; redacted if it is neither one of the mock's nor a UUID. */
      apiKeyId?: string;
      headers: {
        [key: string]: string;
      };
      /** @description The body's shape. */
      body?: unknown;
      decisions: components['schemas']['Decision'][];
      /** @description The fault that was applied. */
      fault?: Record<string, never>;
      /** @description How long it took until the connection was done with it, in milliseconds. Missing until then. */
      durationMs?: number;
      /** @description The JWTs of the request and of the answer, decoded, without their signatures. */
      tokens?: components['schemas']['DecodedToken'][];
      answer?: {
        status: number;
        headers: {
          [key: string]: string;
        };
        /** @description The body's shape. */
        body?: unknown;
      };
    };
    DecodedToken: {
      /** @enum {string} */
      in: 'request' | 'answer';
      /** @description The field of the body. */
      name: string;
      header: {
        [key: string]: unknown;
      };
      /** @description Claims that can contain personal data are redacted. */
      claims: {
        [key: string]: unknown;
      };
    };
    Changes: {
      mock?: components['schemas']['MockInfo'];
      clocks?: components['schemas']['Clocks'];
      faults?: components['schemas']['Faults'];
      keys?: components['schemas']['PublishedKeys'];
      requests?: components['schemas']['RequestChanges'];
      sessions?: components['schemas']['Sessions'];
    };
    RequestChanges: {
      /** @description Whether these are all that the mock remembers. If not, they are those that are new or have changed. */
      all: boolean;
      requests: components['schemas']['Request'][];
    };
    MockInfo: {
      /** @description Another one after each start of the mock. */
      instance: string;
      /** @description Where the mock listens. */
      url: string;
      /** @description The mock's own API key ids. Tokens are minted for the first by default. */
      apiKeyIds: string[];
      /** @description The operationIds of the mocked API. */
      operations: string[];
      strict: boolean;
    };
    Clocks: {
      /** @description The common clock first, then those of API key ids that have one of their own. */
      clocks: {
        apiKeyId?: string;
        /** @description Milliseconds since 1970-01-01T00:00:00Z. */
        now: number;
        isStopped: boolean;
      }[];
    };
    PublishedKeys: {
      /** @description The key that signs first, then those that are still published. */
      keys: {
        kid: string;
        jwk: {
          [key: string]: unknown;
        };
        /** @description When it is withdrawn. Missing for the key that signs. ISO 8601. */
        until?: string;
      }[];
      /** @description The Ed25519 public key of identity and event tokens, 32 bytes in base64. */
      inputPublicKey: string;
    };
    Decision: {
      /** @enum {string} */
      check: 'body' | 'keys' | 'operation' | 'request';
      passed: boolean;
      why?: string;
    };
    TokenToExplain: {
      token: string;
    };
    Explanation: {
      kind: string;
      header?: {
        [key: string]: unknown;
      };
      claims?: {
        [key: string]: unknown;
      };
      checks: {
        check: string;
        passed: boolean;
        why: string;
      }[];
    };
    Sessions: {
      sessions: components['schemas']['Session'][];
    };
    Session: {
      /** @description The number that its refresh tokens begin with. */
      number: number;
      apiKeyId: string;
      userId: string;
      /** @description Email address or phone number. */
      identifier?: string;
      /** @description How often its refresh token was replaced. */
      rotations: number;
      /** @description ISO 8601. */
      openedAt: string;
      /** @description When its refresh token expires. */
      expiresAt: string;
      /**
       * @description Why it ended; `reused` if a refresh token was used twice. Missing for a session that can be refreshed.
       * @enum {string}
       */
      ended?: 'ended' | 'expired' | 'reused' | 'signed out';
    };
    /** @description The state. Its other fields belong to the mock and change with `version`. */
    State: {
      version: number;
    } & {
      [key: string]: unknown;
    };
    IdentityTokenOrder: {
      fields?: components['schemas']['TokenFields'];
      /**
       * @description What is wrong with the token.
       * @enum {string}
       */
      defect?: 'expired' | 'future' | 'tampered' | 'wrong-key';
    };
    EventTokenOrder: {
      fields?: components['schemas']['TokenFields'];
      /**
       * @description What is wrong with the token.
       * @enum {string}
       */
      defect?: 'expired' | 'future' | 'not-approved' | 'tampered' | 'wrong-key';
    };
    /** @description Fields that replace the usual ones, unchanged, even if they are malformed. The signature covers them. */
    TokenFields: {
      [key: string]: unknown;
    };
    /** @description The token, as the vendor's front end would receive it. */
    Minted: {
      signature: string;
    } & {
      [key: string]: unknown;
    };
    JwtOrder: {
      /** @description Claims that replace the usual ones or are added to them, unchanged. */
      claims?: {
        [key: string]: unknown;
      };
      /**
       * @description What is wrong with the token.
       * @enum {string}
       */
      defect?:
        | 'alg-none'
        | 'expired'
        | 'hs256'
        | 'missing-subject'
        | 'not-yet-valid'
        | 'tampered'
        | 'unknown-kid'
        | 'wrong-audience'
        | 'wrong-issuer'
        | 'wrong-key';
    };
    MintedJwt: {
      token: string;
    };
    Health: {
      /** @constant */
      status: 'up';
    };
    Error: {
      msg: string;
      type: string;
    };
  };
  responses: {
    /** @description The time by the mock's clock. */
    Clock: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Clock'];
      };
    };
    /** @description The faults that wait, the oldest first. */
    Faults: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Faults'];
      };
    };
    /** @description The requests that are remembered, the oldest first, without keys, tokens and personal data. */
    Requests: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Requests'];
      };
    };
    /** @description It does. */
    Health: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Health'];
      };
    };
    /** @description Why the call was refused. */
    Error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
      };
    };
  };
  parameters: {
    /** @description The API key id that the call is limited to. Without it, the call concerns all. */
    Scope: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getClock: {
    parameters: {
      query?: never;
      header?: {
        /** @description The API key id that the call is limited to. Without it, the call concerns all. */
        API_KEY_ID?: components['parameters']['Scope'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components['responses']['Clock'];
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  setClock: {
    parameters: {
      query?: never;
      header?: {
        /** @description The API key id that the call is limited to. Without it, the call concerns all. */
        API_KEY_ID?: components['parameters']['Scope'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ClockSetting'];
      };
    };
    responses: {
      200: components['responses']['Clock'];
      400: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  resetClock: {
    parameters: {
      query?: never;
      header?: {
        /** @description The API key id that the call is limited to. Without it, the call concerns all. */
        API_KEY_ID?: components['parameters']['Scope'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components['responses']['Clock'];
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  advanceClock: {
    parameters: {
      query?: never;
      header?: {
        /** @description The API key id that the call is limited to. Without it, the call concerns all. */
        API_KEY_ID?: components['parameters']['Scope'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ClockAdvance'];
      };
    };
    responses: {
      200: components['responses']['Clock'];
      400: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  rotateKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Rotation'];
      };
    };
    responses: {
      /** @description The key that signs now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ActiveKey'];
        };
      };
      400: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  listFaults: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components['responses']['Faults'];
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  addFault: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FaultRule'];
      };
    };
    responses: {
      200: components['responses']['Faults'];
      400: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  clearFaults: {
    parameters: {
      query?: never;
      header?: {
        /** @description The API key id that the call is limited to. Without it, the call concerns all. */
        API_KEY_ID?: components['parameters']['Scope'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components['responses']['Faults'];
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  removeFault: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the fault. */
        number: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components['responses']['Faults'];
      404: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  listRequests: {
    parameters: {
      query?: never;
      header?: {
        /** @description The API key id that the call is limited to. Without it, the call concerns all. */
        API_KEY_ID?: components['parameters']['Scope'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components['responses']['Requests'];
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  clearRequests: {
    parameters: {
      query?: never;
      header?: {
        /** @description The API key id that the call is limited to. Without it, the call concerns all. */
        API_KEY_ID?: components['parameters']['Scope'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components['responses']['Requests'];
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  mintIdentityToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['IdentityTokenOrder'];
      };
    };
    responses: {
      /** @description The token, signed with the mock's key. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Minted'];
        };
      };
      400: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  mintEventToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['EventTokenOrder'];
      };
    };
    responses: {
      /** @description The token, signed with the mock's key. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Minted'];
        };
      };
      400: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  mintAccessToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['JwtOrder'];
      };
    };
    responses: {
      /** @description The token. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MintedJwt'];
        };
      };
      400: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  mintIdToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['JwtOrder'];
      };
    };
    responses: {
      /** @description The token. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MintedJwt'];
        };
      };
      400: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  listSessions: {
    parameters: {
      query?: never;
      header?: {
        /** @description The API key id that the call is limited to. Without it, the call concerns all. */
        API_KEY_ID?: components['parameters']['Scope'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The sessions. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Sessions'];
        };
      };
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  endSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number that the session's refresh tokens begin with. */
        number: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session has ended. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            number: number;
          };
        };
      };
      404: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  explainToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TokenToExplain'];
      };
    };
    responses: {
      /** @description What it is, and each check. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Explanation'];
        };
      };
      400: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  listCurlLines: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The lines, for a POSIX shell. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            lines: string[];
          };
        };
      };
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  exportState: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The state. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['State'];
        };
      };
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  importState: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['State'];
      };
    };
    responses: {
      /** @description The state was replaced. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description How many sessions it has. */
            sessions: number;
          };
        };
      };
      400: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  streamChanges: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The events, until the mock stops or the client closes the connection. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['Changes'];
        };
      };
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  getDescription: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The description. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            openapi: string;
          };
        };
      };
      404: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  reset: {
    parameters: {
      query?: never;
      header?: {
        /** @description The API key id that the call is limited to. Without it, the call concerns all. */
        API_KEY_ID?: components['parameters']['Scope'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components['responses']['Clock'];
      401: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components['responses']['Health'];
      404: components['responses']['Error'];
      default: components['responses']['Error'];
    };
  };
}
