// The only file that calls axios. No axios error leaves it: they carry the keys in four places.
import {
  AxiosHeaders,
  getAdapter,
  type AxiosAdapter,
  type InternalAxiosRequestConfig,
} from 'axios';
import { nodeTransport, type ConnectionWatch } from './connection-watch.ts';
import { networkFault } from './network-fault.ts';
import { fetchExchange } from './fetch-exchange.ts';
import { isBrowser } from '../runtime/browser.ts';
import { readBody } from './read-body.ts';
import type { TransportOptions } from './transport-options.ts';
import {
  MAX_RESPONSE_BYTES,
  TransportError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from './transport.ts';

/**
 * Makes the transport that sends over axios, or, where axios has no HTTP client of Node.js, over `fetch` itself: axios'
 * own adapter for `fetch` refuses to stream in some runtimes (workerd), and offers no fresh connection (Deno).
 *
 * - axios's adapters are called themselves, with a whole config. So neither the application's defaults nor its
 *   interceptors touch our requests, and axios's merging of configs, which costs more than all that the SDK does, is
 *   left out. Without a `validateStatus`, every status is an answer.
 * - No redirect is followed. axios would send a 307 on to any host, with the API secret key and the body.
 * - https requests honour `HTTPS_PROXY` and `NO_PROXY` through a CONNECT tunnel, in which the proxy sees only the host.
 *   http requests go through no proxy unless the options name one, because it would read the keys.
 * - The body is read as it comes, against our own deadline and size limit: axios ends its timeout with the headers, and
 *   turns broken JSON into a string.
 */
export function axiosTransport(options: TransportOptions = {}): Transport {
  const { httpAgent, httpsAgent, proxy } = options;
  const adapter = adapterOf(options);
  // Only Node's HTTP client lets itself be watched; of all others the worst is assumed.
  const watched =
    typeof options.adapter === 'function' || adapter === undefined
      ? undefined
      : nodeTransport();
  // A browser sends a request again by itself if a connection that was kept open breaks before the response.
  const mayBeRepeated = isBrowser();

  const exchange = async (
    request: TransportRequest,
    watch: ConnectionWatch,
  ): Promise<TransportResponse> => {
    if (adapter === undefined) {
      return { ...(await fetchExchange(request)), mayBeRepeated, sent: true };
    }
    const agent = request.freshConnection ? false : undefined;
    const config: InternalAxiosRequestConfig = {
      url: request.url.href,
      // As axios hands it to adapters.
      method: request.method.toLowerCase(),
      headers: new AxiosHeaders({
        'Accept-Encoding': 'identity',
        ...request.headers,
      }),
      data: request.body,
      signal: request.signal,
      withCredentials: request.cookies,
      transport: watched?.(watch),
      maxRedirects: 0,
      responseType: 'stream',
      // Tokens are small, so compression is not asked for. What is compressed all the same is decoded within our limit.
      decompress: false,
      // Node.js makes a connection of its own for a request whose agent is `false`.
      httpAgent: httpAgent ?? agent,
      httpsAgent: httpsAgent ?? agent,
    };
    if (proxy !== undefined) config.proxy = proxy;
    else if (request.url.protocol === 'http:') config.proxy = false;
    const answer = await adapter(config);
    const headers = AxiosHeaders.from(answer.headers as AxiosHeaders);
    return {
      status: answer.status,
      header(name) {
        const value = headers.get(name);
        return typeof value === 'string' ? value : undefined;
      },
      body: await readBody(
        answer.data,
        MAX_RESPONSE_BYTES,
        headers.get('content-encoding')?.toString(),
      ),
      mayBeRepeated,
      sent: watch.connected,
    };
  };

  return {
    async send(request: TransportRequest): Promise<TransportResponse> {
      const { signal } = request;
      const watch: ConnectionWatch = { connected: watched === undefined };
      try {
        return await Promise.race([
          exchange(request, watch),
          // An adapter of somebody else may not heed the signal, nor may the body that it gives.
          new Promise<never>((_, reject) => {
            // All attempts of a call share the signal; this leaves one handler on it, however many there are.
            signal.onabort = reject;
          }),
        ]);
      } catch (thrown) {
        const { systemCode, notSent } = networkFault(thrown);
        throw new TransportError(
          // The signal outranks what was thrown: axios reports it as a cancellation, and a stream as anything.
          signal.aborted
            ? { kind: 'stopped', sent: watch.connected, proxy: watch.proxy }
            : {
                kind: 'network',
                systemCode,
                sent: !notSent && watch.connected,
                proxy: watch.proxy,
                // Node's documentation of `request.reusedSocket` has this case.
                ...(watch.kept === true && { deadConnection: true }),
              },
        );
      }
    },
  };
}

/**
 * The axios adapter to send over; undefined for `fetch`.
 *
 * @throws TypeError if the options ask for one that this runtime does not have.
 */
function adapterOf({ adapter }: TransportOptions): AxiosAdapter | undefined {
  if (typeof adapter === 'function') return adapter;
  if (adapter === 'fetch') return undefined;
  try {
    return getAdapter('http');
  } catch {
    // axios' build for browsers and workers, which has no HTTP client of Node.js.
    if (adapter === undefined) return undefined;
    throw new TypeError(
      "adapter 'http' is not available in this runtime; leave it out, or use 'fetch'",
    );
  }
}
