// Generated from openapi.yaml. Do not edit: change openapi.yaml and run `npm run sync`.
// openapi.yaml sha256: 9d15b01543abcdaa7f13e5208f12b2d54f64bf591ba33ae1b7fe6ef9ecc1f153

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
     *
     *     Older public clients also refresh here, with the grant `refresh_token` and only the API key id. The other
     *     grants need the secret key.
     */
    post: operations['exchangeToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v0/token/{api_key_id}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The API key id; the same as in the header.
         * @example <YOUR API KEY ID>
         */
        api_key_id: components['parameters']['ApiKeyIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refresh the tokens
     * @description Public clients call this: it needs no secret. The refresh token stands in the body, or in the http-only cookie
     *     that an earlier answer set. Each use replaces the refresh token; a refresh token that was replaced, revoked or
     *     has expired is answered with a `msg` that says `not valid`, and the reuse of a replaced one revokes all that
     *     came from the same exchange (RFC 9700 section 4.14.2; assumed).
     */
    post: operations['refreshToken'];
    /**
     * Forget the refresh token in the cookie
     * @description Revokes the refresh token that the http-only cookie holds, if any, and clears the cookie.
     */
    delete: operations['signOut'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v0/token/jwks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The public keys that sign access and id tokens
     * @description The active key comes first, older keys after it: some clients look `kid` up, others take the first key.
     */
    get: operations['getJwks'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v0/token/custom': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Add custom claims to an access token
     * @description Answers an access token with `custom_attributes` among its claims. If the refresh token is given too, the claims
     *     persist: each later refresh of it yields access tokens that carry them, and the refresh token is replaced.
     */
    post: operations['addCustomClaims'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Verify an access token for a caller without a backend
     * @description Answers 200 whether or not the token is valid; read `success`.
     */
    post: operations['verifyToken'];
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
      | components['schemas']['EventTokenRequest']
      | components['schemas']['RefreshTokenRequest'];
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
    /** @description The grant for a refresh as older clients send it, with the refresh token in the body. */
    RefreshTokenRequest: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      grant_type: 'refresh_token';
      refresh_token: components['schemas']['RefreshToken'];
    };
    /** @description The grant for a refresh. Without `refresh_token`, the cookie is used. */
    RefreshRequest: {
      /** @constant */
      grant_type: 'refresh_token';
      refresh_token?: components['schemas']['RefreshToken'];
    };
    /** @description The claims to add to an access token. */
    CustomClaimsRequest: {
      /** @description The access token. */
      token: components['schemas']['Jwt'];
      /** @description The claims; any names and JSON values. Names that a token has already are refused (assumed). */
      custom_attributes: {
        [key: string]: unknown;
      };
      refresh_token?: components['schemas']['RefreshToken'];
    };
    /** @description The tokens to verify. */
    VerifyRequest: {
      /** @description Published clients also send the access token itself, or null; neither is valid. */
      oauth_token: components['schemas']['VerifiableTokens'] | string | null;
    };
    /** @description The answer of the token endpoint, or only the access token. Other fields are ignored. */
    VerifiableTokens: {
      /** @description The access token. Anything else is not valid. */
      access_token: string | null;
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
    /**
     * @description The tokens that a refresh yields. `refresh_token` replaces the one that was used; where it is absent, the one
     *     that was used stays in use (RFC 6749 section 6).
     */
    RefreshedTokens: {
      /** @description A JWT signed with ES256; the bearer token for your API. */
      access_token: string;
      /** @description How the user authenticated when the tokens were first issued. An open set. */
      auth_method: string;
      /** @description How long the access token lives, in seconds. */
      expires_in: number;
      /** @description A JWT signed with ES256 that tells who the user is. */
      id_token: string;
      /** @description The next refresh token. */
      refresh_token?: string;
      /** @constant */
      token_type: 'Bearer';
    };
    /** @description The access token with the claims added, and the next refresh token if one was given. */
    CustomClaimsTokens: {
      /** @description A JWT signed with ES256. */
      token: string;
      /** @description The next refresh token. */
      refresh_token?: string;
    };
    /** @description The answer to a sign-out. */
    SignedOut: {
      /** @constant */
      success: true;
    };
    /** @description Whether an access token is valid. */
    VerifyResult:
      | components['schemas']['VerifySuccess']
      | components['schemas']['VerifyFailure'];
    /** @description The access token is valid. */
    VerifySuccess: {
      /** @constant */
      success: true;
    };
    /** @description The access token is not valid. */
    VerifyFailure: {
      /** @constant */
      success: false;
      /** @description Why, for people. */
      reason: string;
    };
    /** @description A JSON Web Key Set (RFC 7517). */
    Jwks: {
      keys: components['schemas']['Jwk'][];
    };
    /** @description A public key on the curve P-256 (RFC 7518 section 6.2.1). */
    Jwk: {
      /** @constant */
      alg: 'ES256';
      /** @constant */
      crv: 'P-256';
      /** @description Names the key; the header of a token that it signed carries the same. */
      kid: string;
      /** @constant */
      kty: 'EC';
      /** @constant */
      use: 'sig';
      x: string;
      y: string;
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
     * @description A JWT in compact form (RFC 7515). Not constrained further here, because the documentation prints shortened
     *     tokens. The bound is assumed.
     */
    Jwt: string;
    /** @description A refresh token: opaque. Production's are a number, a colon, and 50 letters and digits. The bound is assumed. */
    RefreshToken: string;
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
  parameters: {
    /**
     * @description The API key id; the same as in the header.
     * @example <YOUR API KEY ID>
     */
    ApiKeyIdInPath: components['schemas']['ApiKeyId'];
    /**
     * @description The http-only cookie that holds the refresh token in a browser (its name is assumed).
     * @example 17:nQEk14mCp4sQs5...
     */
    RefreshTokenCookie: string;
  };
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
    /**
     * @description Sets or clears the http-only cookie that holds the refresh token (RFC 6265; assumed).
     * @example cotter_refresh_token=; HttpOnly; Path=/api/v0/token; Max-Age=0
     */
    SetRefreshTokenCookie: string;
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
  refreshToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The API key id; the same as in the header.
         * @example <YOUR API KEY ID>
         */
        api_key_id: components['parameters']['ApiKeyIdInPath'];
      };
      cookie?: {
        /**
         * @description The http-only cookie that holds the refresh token in a browser (its name is assumed).
         * @example 17:nQEk14mCp4sQs5...
         */
        cotter_refresh_token?: components['parameters']['RefreshTokenCookie'];
      };
    };
    /** @description The grant. Leave `refresh_token` out to have the cookie used. */
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshRequest'];
      };
    };
    responses: {
      /** @description The new tokens. */
      200: {
        headers: {
          'Cache-Control': components['headers']['CacheControlNoStore'];
          'Set-Cookie': components['headers']['SetRefreshTokenCookie'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RefreshedTokens'];
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
  signOut: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The API key id; the same as in the header.
         * @example <YOUR API KEY ID>
         */
        api_key_id: components['parameters']['ApiKeyIdInPath'];
      };
      cookie?: {
        /**
         * @description The http-only cookie that holds the refresh token in a browser (its name is assumed).
         * @example 17:nQEk14mCp4sQs5...
         */
        cotter_refresh_token?: components['parameters']['RefreshTokenCookie'];
      };
    };
    requestBody?: never;
    responses: {
      /** @description No refresh token is held any more (the body is assumed). */
      200: {
        headers: {
          'Set-Cookie': components['headers']['SetRefreshTokenCookie'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignedOut'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['ServiceUnavailable'];
      default: components['responses']['OtherError'];
    };
  };
  getJwks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The JSON Web Key Set (RFC 7517). */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Jwks'];
        };
      };
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['ServiceUnavailable'];
      default: components['responses']['OtherError'];
    };
  };
  addCustomClaims: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The access token and the claims to add. */
    requestBody: {
      content: {
        'application/json': components['schemas']['CustomClaimsRequest'];
      };
    };
    responses: {
      /** @description The new access token. */
      200: {
        headers: {
          'Cache-Control': components['headers']['CacheControlNoStore'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomClaimsTokens'];
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
  verifyToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The tokens as they came from the token endpoint; only the access token is read. */
    requestBody: {
      content: {
        'application/json': components['schemas']['VerifyRequest'];
      };
    };
    responses: {
      /** @description Whether the access token is valid. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['VerifyResult'];
        };
      };
      400: components['responses']['BadRequest'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['ServiceUnavailable'];
      default: components['responses']['OtherError'];
    };
  };
}
