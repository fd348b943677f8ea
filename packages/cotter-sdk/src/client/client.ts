import type { InspectOptions } from 'node:util';
import type {
  EventToken,
  IdentityToken,
  Jwks,
  OAuthTokens,
  RefreshedTokens,
} from '@org/cotter-types';
import type {
  CustomClaims,
  CustomClaimsResult,
} from '../operations/add-custom-claims.ts';
import { CotterNetworkError } from '../errors/client-errors.ts';
import type { CallOptions } from '../options/call-options.ts';
import type { RequestContext } from '../retry/send-with-retries.ts';
import {
  readClientOptions,
  type CotterClientOptions,
} from '../options/client-options.ts';
import { systemTiming, type Timing } from '../retry/timing.ts';
import { axiosTransport } from '../transport/axios-transport.ts';
import type * as Calls from './calls.ts';

let calls: typeof Calls | undefined;

/** @param outcome for the error, if the call may use up a refresh token. */
async function loadCalls(outcome?: 'not_sent'): Promise<typeof Calls> {
  try {
    calls ??= await import('./calls.ts');
  } catch {
    // A page that was loaded before a deployment may ask for a file that is gone.
    throw new CotterNetworkError('ERR_MODULE_NOT_LOADED', true, {
      action: 'retry',
      retryable: true,
      outcome,
    });
  }
  return calls;
}

/**
 * Calls Cotter's OAuth token API with your API keys. One client serves a whole backend, or, without the secret key, one
 * page.
 *
 * A call is sent again only after failures that show that it did no harm, and no redirect is followed. Every call rejects
 * with a `CotterClientError`, or with a TypeError if its options are not usable. A client can be logged; it shows no
 * secret.
 */
export class CotterClient {
  readonly #context: RequestContext;

  /** The option `timeoutMs`: how long a call may take, in milliseconds. A session reads it. */
  readonly timeoutMs: number;

  /**
   * @param timing for tests; the retries' clock, chance and sleep. Default: those of the system.
   * @throws TypeError for an option that is missing, unknown or not usable; it names the option, never its value.
   */
  constructor(options: CotterClientOptions, timing: Timing = systemTiming) {
    const config = readClientOptions(options);
    const transport = axiosTransport(config.transport);
    this.#context = { config, transport, timing };
    this.timeoutMs = config.timeoutMs;
  }

  /**
   * Exchanges an identity token, which Cotter's front end hands out after it verified an email address or a phone
   * number, for OAuth tokens. Send it unchanged. Needs `apiSecretKey`.
   *
   * Rejects with a `CotterClientError`; with a TypeError for options that are not usable.
   *
   * Source: docs.cotter.app, "Using HTTP Requests".
   */
  async exchangeIdentityToken(
    token: IdentityToken,
    options: CallOptions = {},
  ): Promise<OAuthTokens> {
    const { exchangeIdentityToken, sendWithRetries } = await loadCalls();
    return sendWithRetries(
      this.#context,
      exchangeIdentityToken(token),
      options,
    );
  }

  /**
   * Exchanges an event token, which Cotter issues after a login with a trusted device, a PIN or a fingerprint, for
   * OAuth tokens. Send it unchanged. Needs `apiSecretKey`.
   *
   * Rejects with a `CotterClientError`; with a TypeError for options that are not usable.
   *
   * Source: docs.cotter.app, "Using HTTP Requests". That page leaves the answer empty; it is assumed to be the same as
   * for an identity token.
   */
  async exchangeEventToken(
    token: EventToken,
    options: CallOptions = {},
  ): Promise<OAuthTokens> {
    const { exchangeEventToken, sendWithRetries } = await loadCalls();
    return sendWithRetries(this.#context, exchangeEventToken(token), options);
  }

  /**
   * Exchanges a refresh token for new tokens. The secret key is neither needed nor sent.
   *
   * Refresh tokens are single-use. Save the new `refresh_token` before you do anything else with the response. If the
   * response has none, keep using the old one (RFC 6749 section 6). The `outcome` of an error tells you what happened to
   * the refresh token. In rare cases, `recoverRefreshToken()` of the error returns the next one. Never use one token in
   * two calls at once: the second call revokes the tokens of the first (RFC 9700 section 4.14.2).
   *
   * Rejects with a `CotterClientError`; with a TypeError for options that are not usable.
   *
   * Source: docs.cotter.app, "Refreshing tokens"; Cotter's published clients.
   */
  async refresh(
    refreshToken: string,
    options: CallOptions = {},
  ): Promise<RefreshedTokens> {
    const { refresh, sendWithRetries } = await loadCalls('not_sent');
    const { apiKeyId } = this.#context.config;
    return sendWithRetries(
      this.#context,
      refresh(apiKeyId, refreshToken),
      options,
    );
  }

  /**
   * Adds your own claims to an access token. With a `refreshToken`, later access tokens have them too. The refresh token
   * is then used up, as in `refresh`. Needs `apiSecretKey`.
   *
   * Rejects with a `CotterClientError`; with a TypeError for options that are not usable.
   *
   * Source: docs.cotter.app, "Adding custom claims".
   */
  async addCustomClaims(
    claims: CustomClaims,
    options: CallOptions = {},
  ): Promise<CustomClaimsResult> {
    const { addCustomClaims, sendWithRetries } = await loadCalls('not_sent');
    return sendWithRetries(this.#context, addCustomClaims(claims), options);
  }

  /**
   * Clears the refresh token in the http-only cookie of a browser. Without the cookie, the call succeeds and revokes
   * nothing. The secret key is neither needed nor sent.
   *
   * Rejects with a `CotterClientError`; with a TypeError for options that are not usable.
   *
   * Source: Cotter's published clients.
   */
  async signOut(options: CallOptions = {}): Promise<void> {
    const { sendWithRetries, signOut } = await loadCalls();
    await sendWithRetries(
      this.#context,
      signOut(this.#context.config.apiKeyId),
      options,
    );
  }

  /**
   * Gets the public keys that sign access and id tokens, the active one first. Keys of other kinds than the described one
   * are left out. No key of yours is needed or sent, and nothing is cached.
   *
   * Rejects with a `CotterClientError`; with a TypeError for options that are not usable.
   *
   * Source: docs.cotter.app, "Verifying JWT tokens"; RFC 7517.
   */
  async fetchJwks(options: CallOptions = {}): Promise<Jwks> {
    const { FETCH_JWKS, sendWithRetries } = await loadCalls();
    return sendWithRetries(this.#context, FETCH_JWKS, options);
  }

  /** What `console.log` shows: all but the secret key. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: InspectOptions,
    inspect: (value: unknown, options: InspectOptions) => string,
  ): string {
    const { apiKeyId, baseUrl, timeoutMs, maxRetries } = this.#context.config;
    const fields = { apiKeyId, baseUrl: baseUrl.origin, timeoutMs, maxRetries };
    return `CotterClient ${inspect(fields, options)}`;
  }
}
