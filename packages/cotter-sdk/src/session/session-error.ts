import type { ErrorAction } from '../errors/action.ts';
import { CotterError } from '../errors/cotter-error.ts';
import type { Outcome } from '../errors/outcome.ts';

/** What is known about a failed refresh. */
export interface ClientFault {
  /** The `code` of the client's error, such as `timeout`. */
  readonly clientCode?: string;
  /** The HTTP status, if an answer arrived. */
  readonly status?: number;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The `requestId` of the client's error. */
  readonly requestId?: string;
}

/** Which step of a store failed. */
export interface StoreFault {
  /** The step that failed. */
  readonly operation: 'lock' | 'load' | 'save' | 'unlock';
  /** Node's name of the fault, such as `ENOSPC`, if there is one. */
  readonly systemCode?: string;
}

/** Why a session has no valid access token, with details. */
export type SessionFault =
  | {
      readonly code: 'signed_out';
      /** `rejected`: the refresh token is no longer valid. `no_tokens`: nobody is signed in. */
      readonly reason: 'rejected' | 'no_tokens';
      /** For `rejected`: the `requestId` of the client's error. */
      readonly requestId?: string;
    }
  | RefreshFault
  | ({ readonly code: 'store_failed' } & StoreFault);

/** Why a refresh brought no tokens. */
export type RefreshFault = {
  /** As on `CotterSessionError`. */
  readonly code:
    | 'refresh_not_sent'
    | 'refresh_refused'
    | 'refresh_replaced'
    | 'refresh_unknown';
} & ClientFault;

/** Why a session has no valid access token. */
export type CotterSessionErrorCode =
  /** No user is signed in, or the refresh token is no longer valid. The user must sign in again. */
  | 'signed_out'
  /**
   * The response to a refresh was lost, so the refresh token may be used up. Call again: the next call sends it once more.
   * With the session option `retryUnknown: false`, call `retryUnknown`, or have the user sign in again.
   */
  | 'refresh_unknown'
  /** Cotter could not be reached, or asked for a pause. Call again later, after `retryAfterMs` if it is set. */
  | 'refresh_not_sent'
  /** Cotter rejected the request, but not because of the refresh token, which is kept. Check the API keys and `baseUrl`. */
  | 'refresh_refused'
  /** Cotter replaced the refresh token, which is kept, but the rest of the response was not usable. Call again. */
  | 'refresh_replaced'
  /** The token store failed, so nothing was sent. Check the store, and call again. */
  | 'store_failed';

/** A session has no valid access token; `code` says why. `retryable` is true if it makes sense to call again. */
export class CotterSessionError extends CotterError {
  static {
    this.prototype.name = 'CotterSessionError';
  }

  readonly code: CotterSessionErrorCode;

  /** For `signed_out`: whether a refresh was rejected, or nobody is signed in. */
  declare readonly reason?: 'rejected' | 'no_tokens';

  /** For `store_failed`: the step that failed. */
  declare readonly operation?: StoreFault['operation'];

  /** For `store_failed`: Node's name of the fault, such as `ENOSPC`, if there is one. */
  declare readonly systemCode?: string;

  /** For a failed refresh: the `code` of the client's error. */
  declare readonly clientCode?: string;

  /** For a failed refresh: how long the server asks to wait, in milliseconds. */
  declare readonly retryAfterMs?: number;

  /** @internal */
  constructor(fault: SessionFault, retriesUnknown = true) {
    const {
      code,
      requestId,
      ...details
    }: SessionFault & { requestId?: string } = fault;
    super(message(fault, retriesUnknown), {
      action: actionOf(fault, retriesUnknown),
      retryable:
        code === 'refresh_unknown'
          ? retriesUnknown
          : code !== 'signed_out' && code !== 'refresh_refused',
      outcome: outcomeOf(fault),
      requestId,
    });
    this.code = code;
    Object.assign(this, details);
  }
}

function actionOf(fault: SessionFault, retriesUnknown: boolean): ErrorAction {
  switch (fault.code) {
    case 'signed_out':
      return 'sign_in';
    case 'refresh_unknown':
      return retriesUnknown ? 'retry' : 'sign_in';
    case 'refresh_refused':
      // A 400 that is not about the token is worth another try.
      return fault.status === 400 ? 'retry' : 'fix';
    case 'refresh_not_sent':
    case 'refresh_replaced':
    case 'store_failed':
      return 'retry';
  }
}

/** As a client's error would say it. */
function outcomeOf(fault: SessionFault): Outcome | undefined {
  switch (fault.code) {
    case 'signed_out':
      return fault.reason === 'rejected' ? 'rejected' : undefined;
    case 'refresh_unknown':
    case 'refresh_replaced':
      return 'unknown';
    case 'refresh_not_sent':
      return 'not_sent';
    case 'refresh_refused':
      return 'rejected';
    case 'store_failed':
      return undefined;
  }
}

function message(fault: SessionFault, retriesUnknown: boolean): string {
  switch (fault.code) {
    case 'signed_out':
      return fault.reason === 'rejected'
        ? 'Sign in again: the refresh token is no longer valid.'
        : 'Sign in again: the session has no valid tokens.';
    case 'refresh_unknown':
      return `The refresh may or may not have succeeded${because(fault.clientCode)}. ${
        retriesUnknown
          ? 'Call again: the next call sends the refresh token once more.'
          : 'Call session.retryUnknown(), or sign the user in again.'
      }`;
    case 'refresh_not_sent':
      return `The refresh token could not be sent${because(fault.clientCode)}; call again later.`;
    case 'refresh_refused':
      return fault.clientCode === 'invalid_input' ||
        fault.clientCode === 'missing_secret'
        ? `The refresh cannot be sent${because(fault.clientCode)}. Check the client's options and the stored refresh token; calling again does not help.`
        : `Cotter refused the refresh${because(fault.clientCode)}, but not because of the refresh token. Check the API keys and the address.`;
    case 'refresh_replaced':
      return `Cotter replaced the refresh token, but the rest of its answer could not be used${because(fault.clientCode)}; call again.`;
    case 'store_failed':
      return `The token store failed to ${fault.operation}${because(fault.systemCode)}.`;
  }
}

function because(code: string | undefined): string {
  return code === undefined ? '' : ` (${code})`;
}
