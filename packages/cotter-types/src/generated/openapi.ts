// Generated from openapi.yaml. Do not edit: change openapi.yaml and run `npm run sync`.
// openapi.yaml sha256: 8af38f305756b2f548b1bf814ff23e536d479d4c1fb3531afee7adb11d1bec67

export interface paths {
  '/api/v0/token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchange an identity token or an event token for OAuth tokens
     * @description Send the token that Cotter's front end handed to your application, unchanged, together with both API keys.
     *     The API key id must be the one that the token was issued for (`receiver` of an identity token, `issuer` of an
     *     event token).
     */
    post: operations['exchangeToken'];
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
    /** @description One of the grants, told apart by `grant_type`. */
    TokenRequest:
      | components['schemas']['IdentityTokenRequest']
      | components['schemas']['EventTokenRequest'];
    /** @description The grant for a verified email address or phone number. */
    IdentityTokenRequest: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      grant_type: 'identity_token';
      identity_token: components['schemas']['IdentityToken'];
    };
    /** @description The grant for an approved authentication event. */
    EventTokenRequest: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      grant_type: 'event_token';
      event_token: components['schemas']['EventToken'];
    };
    /**
     * @description What Cotter issues after it verified an email address or a phone number. The signature covers `identifier`,
     *     `identifier_type`, `receiver` and `expire_at`; it does **not** cover `identifier_id` and `timestamp`.
     *     Length limits are assumed.
     */
    IdentityToken: {
      /** @description When the token expires, in Unix seconds, as a decimal string. */
      expire_at: components['schemas']['UnixSecondsString'];
      /** @description The verified email address, or phone number with country code such as `+12345678910`. */
      identifier: string;
      /** @description The user's id. */
      identifier_id: components['schemas']['Uuid'];
      /**
       * @description What `identifier` is.
       * @enum {string}
       */
      identifier_type: 'EMAIL' | 'PHONE';
      /** @description The API key id that the token was issued for. */
      receiver: components['schemas']['ApiKeyId'];
      signature: components['schemas']['Signature'];
      /** @description When the token was issued, in Unix seconds, as a decimal string. */
      timestamp: components['schemas']['UnixSecondsString'];
    };
    /**
     * @description What Cotter issues after an authentication event. The signature covers `client_user_id`, `issuer`, `event`,
     *     `timestamp`, `method`, `new` and `approved`; it does **not** cover `ID`, the dates, `ip` and `location`.
     *     Length limits are assumed.
     */
    EventToken: {
      /** @description When the event was recorded. */
      CreatedAt: components['schemas']['Rfc3339Time'];
      /** @description When the event was deleted, or null. */
      DeletedAt: components['schemas']['Rfc3339Time'] | null;
      /** @description The number of the event. The upper bound is the largest integer that JavaScript holds exactly. */
      ID: number;
      /** @description When the record of the event last changed. */
      UpdatedAt: components['schemas']['Rfc3339Time'];
      /** @description Whether the user approved. Only an approved event yields tokens. */
      approved: boolean;
      /** @description The user's id, as your application chose it. */
      client_user_id: string;
      /** @description The name of the event, as your application chose it. */
      event: string;
      /** @description The address that the user came from. Not signed; may be empty (assumed). */
      ip: string;
      /** @description The API key id that the token was issued by. */
      issuer: components['schemas']['ApiKeyId'];
      /** @description Where the address is. Not signed; may be empty (assumed). */
      location: string;
      /**
       * @description How the user authenticated.
       * @enum {string}
       */
      method: 'TRUSTED_DEVICE' | 'PIN' | 'BIOMETRIC';
      /** @description Whether the device is new. */
      new: boolean;
      signature: components['schemas']['Signature'];
      /** @description When the event happened, in Unix seconds, as a decimal string. */
      timestamp: components['schemas']['UnixSecondsString'];
    };
    /** @description The tokens that every grant yields. */
    OAuthTokens: {
      /** @description A JWT signed with ES256; the bearer token for your API. */
      access_token: string;
      /**
       * @description How the user authenticated. An open set: `OTP`, `TRUSTED_DEVICE`, `MAGIC_LINK`, `WEBAUTHN`,
       *     `SOCIAL_LOGIN`, `PIN` and `BIOMETRIC` were seen; readers accept others.
       */
      auth_method: string;
      /** @description How long the access token lives, in seconds. */
      expires_in: number;
      /** @description A JWT signed with ES256 that tells who the user is. */
      id_token: string;
      /** @description Opaque. It lives 30 days and is replaced at each use. */
      refresh_token: string;
      /** @constant */
      token_type: 'Bearer';
    };
    /** @description The body of every failure. */
    CotterErrorBody: {
      /** @description What is wrong, for people. Published clients take a message with the words `not valid` as final and any other as worth another try. */
      msg: string;
      /** @description A name for the kind of failure; may be empty, and readers accept names that they do not know. The names used in the examples are assumed. */
      type: string;
    };
    /** @description An API key id. Production uses UUIDs; anything else is opaque. */
    ApiKeyId: string;
    /**
     * @description An Ed25519 signature in base64. Not constrained further here, because the documentation prints shortened
     *     signatures; a verifier requires 64 bytes.
     */
    Signature: string;
    /** @description Unix seconds as a decimal string. */
    UnixSecondsString: string;
    /**
     * Format: date-time
     * @description A time as RFC 3339 writes it, with capital `T` and `Z`, up to nanoseconds.
     */
    Rfc3339Time: string;
    /**
     * Format: uuid
     * @description A UUID of any version.
     */
    Uuid: string;
  };
  responses: {
    /** @description The request is malformed, or the token in it is refused. */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['CotterErrorBody'];
      };
    };
    /** @description An API key is missing, empty or wrong. */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['CotterErrorBody'];
      };
    };
    /** @description The body is larger than the endpoint reads (assumed). */
    PayloadTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['CotterErrorBody'];
      };
    };
    /** @description The body is not declared as `application/json` (assumed). */
    UnsupportedMediaType: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['CotterErrorBody'];
      };
    };
    /** @description Too many requests (assumed). */
    TooManyRequests: {
      headers: {
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['CotterErrorBody'];
      };
    };
    /** @description The server failed. */
    InternalError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['CotterErrorBody'];
      };
    };
    /** @description The server cannot answer now (assumed). */
    ServiceUnavailable: {
      headers: {
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['CotterErrorBody'];
      };
    };
    /** @description Any other failure has the same envelope: 404 for an unknown path, 405 with `Allow` for a method that the path does not have, 408 and 431 for a request that the server gives up reading (assumed). */
    OtherError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['CotterErrorBody'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: {
    /**
     * @description Tokens are not cached (RFC 6749 section 5.1; assumed).
     * @example no-store
     */
    CacheControlNoStore: 'no-store';
    /**
     * @description Seconds to wait before the next try (RFC 9110 section 10.2.3; assumed).
     * @example 1
     */
    RetryAfter: number;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  exchangeToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The grant. JSON has no comments; remove any that were copied from documentation. */
    requestBody: {
      content: {
        'application/json': components['schemas']['TokenRequest'];
      };
    };
    responses: {
      /** @description The OAuth tokens. */
      200: {
        headers: {
          'Cache-Control': components['headers']['CacheControlNoStore'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthTokens'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['ServiceUnavailable'];
      default: components['responses']['OtherError'];
    };
  };
}
