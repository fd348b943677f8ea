// The only file that calls axios. No axios error leaves it: they carry the keys in four places.
import { Axios, type AxiosHeaders, type AxiosRequestConfig } from 'axios';
import { nodeTransport } from './connection-watch.ts';
import { networkFault } from './network-fault.ts';
import { readBody } from './read-body.ts';
import type { TransportOptions } from './transport-options.ts';
import {
  TransportError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from './transport.ts';

/** Far more than any answer of the API needs; a guard against endless bodies. In bytes. */
export const MAX_RESPONSE_BYTES = 1_048_576;

/**
 * Makes the transport that sends over axios.
 *
 * - The instance is built from the class, because `axios.create` starts from the application's global defaults; neither
 *   those nor its interceptors touch our requests. Without a `validateStatus`, every status is an answer.
 * - No redirect is followed. axios would send a 307 on to any host, with the API secret key and the body.
 * - https requests honour `HTTPS_PROXY` and `NO_PROXY` through a CONNECT tunnel, in which the proxy sees the host alone.
 *   http requests go through no proxy unless the options name one, because it would read the keys.
 * - The body is read as it comes, against our own deadline and size limit: axios ends its timeout with the headers, and
 *   turns broken JSON into a string.
 */
export function axiosTransport(options: TransportOptions = {}): Transport {
  const { adapter = ['http', 'fetch'] } = options;
  const axios = new Axios({
    adapter,
    maxRedirects: 0,
    fetchOptions: { redirect: 'manual' },
    responseType: 'stream',
    // Tokens are small, so compression is not asked for, and nothing is unpacked.
    decompress: false,
    transformRequest: [],
    transformResponse: [],
  });
  // Only Node's HTTP client lets itself be watched; of all others the worst is assumed.
  const watched =
    typeof adapter === 'function' || adapter === 'fetch'
      ? undefined
      : nodeTransport();

  return {
    async send(request: TransportRequest): Promise<TransportResponse> {
      const watch = { connected: watched === undefined };
      try {
        const { signal } = request;
        const answer = await Promise.race([
          axios.request<unknown>({
            url: request.url.href,
            method: request.method,
            headers: { 'Accept-Encoding': 'identity', ...request.headers },
            data: request.body,
            signal,
            withCredentials: request.cookies,
            transport: watched?.(watch),
            ...connection(request, options),
          }),
          // An adapter of somebody else may not heed the signal.
          new Promise<never>((_, reject) => {
            signal.addEventListener('abort', reject);
          }),
        ]);
        // Whatever an adapter gives, axios makes this of it.
        const headers = answer.headers as AxiosHeaders;
        return {
          status: answer.status,
          header(name) {
            const value = headers.get(name);
            return typeof value === 'string' ? value : undefined;
          },
          body: await readBody(answer.data, MAX_RESPONSE_BYTES),
          sent: watch.connected,
        };
      } catch (thrown) {
        const { systemCode, notSent } = networkFault(thrown);
        throw new TransportError(
          // The signal outranks what was thrown: axios reports it as a cancellation, and a stream as anything.
          request.signal.aborted
            ? { kind: 'stopped', sent: watch.connected }
            : {
                kind: 'network',
                systemCode,
                sent: !notSent && watch.connected,
              },
        );
      }
    },
  };
}

/** Over which connection to send. Node.js makes one of its own for a request whose agent is `false`. */
function connection(
  { url, freshConnection }: TransportRequest,
  { httpAgent, httpsAgent, proxy }: TransportOptions,
): Pick<AxiosRequestConfig, 'httpAgent' | 'httpsAgent' | 'proxy'> {
  const agent = freshConnection ? false : undefined;
  const chosenProxy = proxy ?? (url.protocol === 'http:' ? false : undefined);
  return {
    httpAgent: httpAgent ?? agent,
    httpsAgent: httpsAgent ?? agent,
    ...(chosenProxy !== undefined && { proxy: chosenProxy }),
  };
}
