/** Far more than any answer of the API needs; a guard against endless bodies. In bytes. */
export const MAX_RESPONSE_BYTES = 1_048_576;

/** One HTTP request, complete. A transport sends it once: no redirect is followed and nothing is sent again. */
export interface TransportRequest {
  readonly method: 'DELETE' | 'GET' | 'POST';
  readonly url: URL;
  /** Names go onto the wire as written. Values must pass `isHeaderValue`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Ends the request, from the first step of connecting to the last byte of the answer. */
  readonly signal: AbortSignal;
  /**
   * Asks for a connection of its own. A connection that waited in a pool may have been closed by the server meanwhile,
   * which shows only after the request has left, and then nobody knows whether it was processed.
   */
  readonly freshConnection: boolean;
  /** Asks a browser to send and to store cookies. */
  readonly cookies: boolean;
}

/** An answer of any status. */
export interface TransportResponse {
  readonly status: number;
  /** The value of a header, if it came once. */
  header(name: string): string | undefined;
  /** The body, or why there is none to read although the exchange itself went well. */
  readonly body: ResponseBody;
  /** False if a proxy answered in place of the server and passed nothing on. */
  readonly sent: boolean;
  /** True if the runtime may have sent the request a second time by itself, as browsers do. */
  readonly mayBeRepeated: boolean;
}

export type ResponseBody =
  | { readonly text: string }
  | { readonly unreadable: 'too_large' | 'not_utf8' }
  | {
      readonly unreadable: 'not_decoded';
      /** The content coding that could not be undone. */
      readonly coding: string;
    };

/** What can go wrong before there is an answer. In each case, `sent` is false only if the request cannot have left. */
export type TransportFailure = {
  readonly sent: boolean;
  /** The address of the proxy, if there is one. */
  readonly proxy?: string | undefined;
} & (
  | {
      /** The request's signal fired. */
      readonly kind: 'stopped';
    }
  | {
      readonly kind: 'network';
      /** Node's name of the fault, such as `ECONNREFUSED`. */
      readonly systemCode: string | undefined;
      /** Whether a connection that was kept open had died meanwhile: nothing of a response arrived. */
      readonly deadConnection?: boolean;
    }
);

/**
 * Carries a failure to the call, which makes a `CotterError` of it; by design nothing of the request: no header, no body,
 * no cause.
 */
export class TransportError extends Error {
  readonly failure: TransportFailure;

  constructor(failure: TransportFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/**
 * Sends requests. The rest of the SDK knows HTTP only through this interface, so that the HTTP library can be replaced,
 * and so that parts which need no HTTP never load one.
 *
 * `send` rejects only with {@link TransportError}.
 */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
}
