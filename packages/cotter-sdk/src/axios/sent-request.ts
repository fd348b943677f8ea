/** What stays of the request object that an adapter leaves on a response or an error. */
interface SentRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly host: string | undefined;
  readonly res: { readonly responseUrl: string | undefined };
}

/**
 * Replaces the request object on a response or an error of axios. Node's ClientRequest and the Request of fetch contain
 * the headers as they were sent, and a logger prints them. What applications look at stays: that there was a request, its
 * method, path and host, and the address after redirects.
 */
export function hideSentRequest(holder: unknown): void {
  if (typeof holder !== 'object' || holder === null) return;
  const parts = holder as { request?: unknown; data?: unknown };
  const { data, request } = parts;
  if (showsHeaders(request)) parts.request = summaryOf(request);
  // A body that is a stream of Node leads to its request, and Node needs it there until the stream ends.
  if (isStream(data) && Object.hasOwn(data, 'req')) {
    Object.defineProperty(data, 'req', { enumerable: false });
  }
}

function isStream(data: unknown): data is object {
  return (
    typeof data === 'object' &&
    data !== null &&
    typeof (data as { pipe?: unknown }).pipe === 'function'
  );
}

/** An XMLHttpRequest does not give away what was sent. */
function showsHeaders(request: unknown): request is object {
  if (typeof request !== 'object' || request === null) return false;
  const { XMLHttpRequest: Xhr } = globalThis as {
    XMLHttpRequest?: new () => object;
  };
  return Xhr === undefined || !(request instanceof Xhr);
}

function summaryOf(request: object): SentRequest {
  const { method, path, host, url, res } = request as {
    readonly method?: string;
    readonly path?: string;
    readonly host?: string;
    /** Of the Request of fetch. */
    readonly url?: string;
    readonly res?: { readonly responseUrl?: string } | null;
  };
  return { method, path, host, res: { responseUrl: res?.responseUrl ?? url } };
}
