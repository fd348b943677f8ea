import { readBody } from './read-body.ts';
import {
  MAX_RESPONSE_BYTES,
  type TransportRequest,
  type TransportResponse,
} from './transport.ts';

interface DenoHttpClient {
  close(): void;
}

/** What Deno's `fetch` accepts in addition. Source: docs.deno.com, `Deno.createHttpClient`. */
interface DenoScope {
  readonly Deno?: {
    readonly createHttpClient?: (options: {
      readonly poolMaxIdlePerHost: number;
    }) => DenoHttpClient;
  };
}

/**
 * Sends a request over the runtime's `fetch`. No redirect is followed.
 *
 * Rejects with the error of `fetch` or of the body.
 */
export async function fetchExchange(
  request: TransportRequest,
): Promise<Omit<TransportResponse, 'mayBeRepeated' | 'sent'>> {
  const { url, method, headers, body, signal } = request;
  const client = request.freshConnection ? freshDenoClient() : undefined;
  try {
    const response = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body !== undefined && { body }),
      ...credentialsOf(request),
      ...(client !== undefined && { client }),
    });
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: await readBody(response.body, MAX_RESPONSE_BYTES),
    };
  } finally {
    client?.close();
  }
}

/** Runtimes without cookies may refuse the option: workerd does. */
function credentialsOf({
  cookies,
}: TransportRequest): Pick<RequestInit, 'credentials'> {
  if (!('credentials' in Request.prototype)) return {};
  return { credentials: cookies ? 'include' : 'omit' };
}

/**
 * A pool of connections without any kept open. If a connection that was kept open breaks, Deno's `fetch` sends the request
 * again by itself, and a refresh token would be used twice.
 */
function freshDenoClient(): DenoHttpClient | undefined {
  const { Deno }: DenoScope = globalThis as DenoScope;
  return Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
}
