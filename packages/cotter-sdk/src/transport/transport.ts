/** One HTTP request, complete. A transport sends it once: no redirect is followed and nothing is sent again. */
export interface TransportRequest {
  readonly method: 'POST';
  readonly url: URL;
  /** Names go onto the wire as written. Values must pass `isHeaderValue`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The caller's wish to stop, if there is one. */
  readonly signal: AbortSignal | undefined;
  /** From the first step of connecting to the last byte of the answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** An answer of any status. */
export interface TransportResponse {
  readonly status: number;
  /** Header values by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** The body, or why there is none to read although the exchange itself went well. */
  readonly body: ResponseBody;
}

export type ResponseBody =
  { readonly text: string } | { readonly unreadable: 'too_large' | 'not_utf8' };

/** What can go wrong before there is an answer. */
export type TransportFailure =
  | { readonly kind: 'aborted' }
  | { readonly kind: 'timeout' }
  | {
      readonly kind: 'network';
      /** Node's name of the fault, such as `ECONNREFUSED`. */
      readonly systemCode: string | undefined;
      /** True when the connection was never made, so that the server cannot have seen the request. */
      readonly notSent: boolean;
    };

/** Carries a failure, and by design nothing of the request: no header, no body, no cause. */
export class TransportError extends Error {
  readonly failure: TransportFailure;

  constructor(failure: TransportFailure) {
    super(`The transport failed: ${failure.kind}`);
    this.name = 'TransportError';
    this.failure = failure;
  }
}

/**
 * Sends requests. The rest of the SDK knows HTTP only through this interface, so that the HTTP library can be replaced,
 * and so that parts which need no HTTP never load one.
 *
 * `send` rejects with {@link TransportError} alone.
 */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
}
