import type { CotterApiError, CotterResponseError } from './api-error.ts';
import {
  CotterError,
  type CotterErrorDetails,
  setKnown,
} from './cotter-error.ts';
import { type Problem, sentence } from './problems.ts';

/** Your `signal` ended the call. If the request was already sent, Cotter may have processed it. */
export class CotterAbortError extends CotterError {
  static {
    this.prototype.name = 'CotterAbortError';
  }

  readonly code = 'aborted';

  /** @internal */
  constructor(details: Omit<CotterErrorDetails, 'action' | 'retryable'> = {}) {
    super('The call was aborted by its signal.', {
      ...details,
      action: 'retry',
      retryable: false,
    });
  }
}

/** An argument is not valid by the API's description; `problems` names the fields. Nothing was sent. Correct the argument. */
export class CotterInputError extends CotterError {
  static {
    this.prototype.name = 'CotterInputError';
  }

  readonly code = 'invalid_input';

  /** What is wrong, by field. Values are never repeated. */
  readonly problems: readonly Problem[];

  /** @internal */
  constructor(
    what: string,
    problems: readonly Problem[],
    details: Omit<CotterErrorDetails, 'action' | 'retryable'> = {},
  ) {
    super(
      `The ${what} was not sent, because it is not valid: ${sentence(problems)}.`,
      { ...details, action: 'fix', retryable: false },
    );
    this.problems = problems;
  }
}

/** The call needs the API secret key, but the client has no `apiSecretKey`. Nothing was sent. Set the option. */
export class CotterMissingSecretError extends CotterError {
  static {
    this.prototype.name = 'CotterMissingSecretError';
  }

  readonly code = 'missing_secret';

  /** @internal */
  constructor(details: Omit<CotterErrorDetails, 'action' | 'retryable'> = {}) {
    super('The call needs the option apiSecretKey; nothing was sent.', {
      ...details,
      action: 'fix',
      retryable: false,
    });
  }
}

/**
 * There was no connection, or it broke before the response was complete. `systemCode` names the cause. Check network, proxy
 * and `baseUrl`.
 *
 * `retryable` is true if no connection was made: the host was not found, refused, or could not be reached.
 */
export class CotterNetworkError extends CotterError {
  static {
    this.prototype.name = 'CotterNetworkError';
  }

  readonly code = 'network_error';

  /**
   * Node's name of the fault, such as `ECONNREFUSED` or `ENOTFOUND`, if there is one. `ERR_MODULE_NOT_LOADED` if the part of
   * the SDK that the first call loads could not be loaded.
   */
  declare readonly systemCode?: string;

  /** @internal */
  constructor(
    systemCode: string | undefined,
    notSent: boolean,
    details: CotterErrorDetails,
    proxy?: string,
  ) {
    const fault = systemCode === undefined ? '' : ` (${systemCode})`;
    super(
      notSent
        ? `Cotter could not be reached${through(proxy)}${fault}; nothing was sent.${proxyAdvice(systemCode, proxy)}`
        : `The connection to Cotter${through(proxy)} failed${fault}; the request may have been processed.`,
      details,
    );
    setKnown<CotterNetworkError>(this, { systemCode });
  }
}

/**
 * The response was not complete within `timeoutMs`. Unless the message says that nothing was sent, Cotter may have
 * processed the request.
 */
export class CotterTimeoutError extends CotterError {
  static {
    this.prototype.name = 'CotterTimeoutError';
  }

  readonly code = 'timeout';

  /** The time that ran out, in milliseconds. */
  readonly timeoutMs: number;

  /** @internal */
  constructor(
    timeoutMs: number,
    notSent: boolean,
    details: CotterErrorDetails,
    proxy?: string,
  ) {
    super(
      notSent
        ? `Cotter could not be reached${through(proxy)} within ${String(timeoutMs)} ms; nothing was sent.`
        : `Cotter did not answer${through(proxy)} within ${String(timeoutMs)} ms; the request may have been processed.`,
      details,
    );
    this.timeoutMs = timeoutMs;
  }
}

function through(proxy: string | undefined): string {
  return proxy === undefined ? '' : ` through the proxy ${proxy}`;
}

/** What to check if the fault may be in the proxy's address. */
function proxyAdvice(
  systemCode: string | undefined,
  proxy: string | undefined,
): string {
  // Our own address was read long before.
  if (systemCode === 'ERR_INVALID_URL') {
    return ' HTTPS_PROXY is not a URL. Write it as http://host:port.';
  }
  if (proxy === undefined) return '';
  return systemCode === 'ERR_PROXY_SCHEME'
    ? ' Only http and https proxies are supported. For another one, pass an agent as httpsAgent and set proxy to false.'
    : ` Check the option proxy, or HTTPS_PROXY. If the proxy speaks plain HTTP, its address must begin with http://.`;
}

/** The errors that the calls of a `CotterClient` reject with. */
export type CotterClientError =
  | CotterAbortError
  | CotterApiError
  | CotterInputError
  | CotterMissingSecretError
  | CotterNetworkError
  | CotterResponseError
  | CotterTimeoutError;
