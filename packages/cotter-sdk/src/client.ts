import type { InspectOptions } from 'node:util';
import {
  EventTokenSchema,
  IdentityTokenSchema,
  type EventToken,
  type IdentityToken,
  type OAuthTokens,
} from '@org/cotter-types';
import type { CallOptions } from './call-options.ts';
import {
  readClientOptions,
  type ClientConfig,
  type CotterClientOptions,
} from './client-options.ts';
import { exchange } from './exchange.ts';
import { readInput } from './read-input.ts';
import { axiosTransport } from './transport/axios-transport.ts';
import type { Transport } from './transport/transport.ts';

/**
 * Calls Cotter's OAuth token API with your API keys. One client serves a whole backend.
 *
 * Each call sends one request: nothing is sent again by itself, and no redirect is followed. A client can be logged; it
 * shows no secret.
 */
export class CotterClient {
  readonly #config: ClientConfig;
  readonly #transport: Transport;

  /** @throws TypeError for an option that is missing, unknown or not usable; it names the option, never its value. */
  constructor(options: CotterClientOptions) {
    this.#config = readClientOptions(options);
    this.#transport = axiosTransport();
  }

  /**
   * Exchanges an identity token, which Cotter's front end hands out after it verified an email address or a phone
   * number, for OAuth tokens. Send it unchanged.
   *
   * Source: docs.cotter.app, "Using HTTP Requests".
   *
   * Rejects with one of `AnyCotterError`; with a TypeError if `options` are not usable.
   */
  async exchangeIdentityToken(
    token: IdentityToken,
    options: CallOptions = {},
  ): Promise<OAuthTokens> {
    const identityToken = readInput(
      'identity token',
      IdentityTokenSchema,
      token,
    );
    return exchange(
      this.#transport,
      this.#config,
      { grant_type: 'identity_token', identity_token: identityToken },
      options,
    );
  }

  /**
   * Exchanges an event token, which Cotter issues after a login with a trusted device, a PIN or a fingerprint, for
   * OAuth tokens. Send it unchanged.
   *
   * Source: docs.cotter.app, "Using HTTP Requests". That page leaves the answer empty; it is assumed to be the same as
   * for an identity token.
   *
   * Rejects with one of `AnyCotterError`; with a TypeError if `options` are not usable.
   */
  async exchangeEventToken(
    token: EventToken,
    options: CallOptions = {},
  ): Promise<OAuthTokens> {
    const eventToken = readInput('event token', EventTokenSchema, token);
    return exchange(
      this.#transport,
      this.#config,
      { grant_type: 'event_token', event_token: eventToken },
      options,
    );
  }

  /** What `console.log` shows: all but the secret key. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: InspectOptions,
    inspect: (value: unknown, options: InspectOptions) => string,
  ): string {
    const { apiKeyId, baseUrl, timeoutMs } = this.#config;
    const shown = { apiKeyId, baseUrl: baseUrl.origin, timeoutMs };
    return `CotterClient ${inspect(shown, options)}`;
  }
}
