// The only file that imports axios. No axios error leaves it: they carry the keys in four places.
import type { Readable } from 'node:stream';
import { Axios } from 'axios';
import { startDeadline } from './deadline.ts';
import { networkFault } from './network-fault.ts';
import { readBody } from './read-body.ts';
import {
  TransportError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from './transport.ts';

/** Far more than any answer of the API needs; a guard against endless bodies. In bytes. */
export const MAX_RESPONSE_BYTES = 1_048_576;

/**
 * Makes the transport that sends over axios, on Node's HTTP stack.
 *
 * - The instance is built from the class, because `axios.create` starts from the application's global defaults; neither
 *   those nor its interceptors touch our requests.
 * - No redirect is followed. axios would send a 307 on to any host, with the API secret key and the body.
 * - https requests honour `HTTPS_PROXY` and `NO_PROXY` through a CONNECT tunnel, in which the proxy sees the host alone.
 *   http requests never go through a proxy: they are for the own machine, and a proxy would read the keys.
 * - The body is read as it comes, against our own deadline and size limit: axios ends its timeout with the headers, and
 *   turns broken JSON into a string.
 */
export function axiosTransport(): Transport {
  const axios = new Axios({
    adapter: 'http',
    maxRedirects: 0,
    validateStatus: () => true,
    responseType: 'stream',
    // Tokens are small, so compression is not asked for, and nothing is unpacked.
    decompress: false,
    transformRequest: [],
    transformResponse: [],
  });

  return {
    async send(request: TransportRequest): Promise<TransportResponse> {
      const deadline = startDeadline(request.signal, request.timeoutMs);
      try {
        const { status, headers, data } = await axios.request<Readable>({
          url: request.url.href,
          method: request.method,
          headers: { 'Accept-Encoding': 'identity', ...request.headers },
          data: request.body,
          signal: deadline.signal,
          ...(request.url.protocol === 'http:' && { proxy: false }),
        });
        return {
          status,
          headers: headerMap(headers),
          body: await readBody(data, MAX_RESPONSE_BYTES),
        };
      } catch (thrown) {
        // Our own reason outranks what was thrown: axios reports either end of the deadline as a cancellation.
        throw new TransportError(
          deadline.reason === undefined
            ? networkFault(thrown)
            : { kind: deadline.reason },
        );
      } finally {
        deadline.end();
      }
    },
  };
}

function headerMap(headers: object): ReadonlyMap<string, string> {
  const entries = Object.entries(headers) as [string, unknown][];
  return new Map(
    entries.flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  );
}
