import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { AxiosAdapter, AxiosProxyConfig } from 'axios';

/** How requests travel. All of it sees the keys and tokens, so hand in only what you trust with them. */
export interface TransportOptions {
  /**
   * Makes the connections of http requests. It is then also used for calls that spend a refresh token, which otherwise
   * go over a connection of their own; give one without `keepAlive` to keep their failures unambiguous. Default: Node's own.
   */
  readonly httpAgent?: HttpAgent | undefined;
  /** The same for https requests; a certificate authority of your own goes here. Default: Node's own. */
  readonly httpsAgent?: HttpsAgent | undefined;
  /**
   * The proxy for all requests, or false for none. Default: `HTTPS_PROXY` and `NO_PROXY` for https requests, and none
   * for http requests, whose keys a proxy would read.
   */
  readonly proxy?: AxiosProxyConfig | false | undefined;
  /**
   * What sends the requests: `http` (axios with the HTTP client of Node.js), `fetch` (the runtime's own), or an axios
   * adapter of yours, which must not follow redirects. Only `http` can tell whether a request left before it failed; with
   * the others, the SDK assumes that it did. Default: `http` where the runtime has it, otherwise `fetch`.
   */
  readonly adapter?: 'fetch' | 'http' | AxiosAdapter | undefined;
}

/** @throws TypeError that names the option and never its value: a proxy may have a password. */
export function readTransportOptions(
  options: TransportOptions,
): TransportOptions {
  const { httpAgent, httpsAgent, proxy, adapter } = options;
  for (const [name, agent] of Object.entries({ httpAgent, httpsAgent })) {
    if (agent !== undefined && !isObject(agent)) {
      throw new TypeError(`${name} must be an agent of Node.js`);
    }
  }
  if (proxy !== undefined && proxy !== false && !isProxy(proxy)) {
    throw new TypeError('proxy must be false, or have a host and a port');
  }
  if (
    typeof adapter !== 'function' &&
    ![undefined, 'fetch', 'http'].includes(adapter)
  ) {
    throw new TypeError("adapter must be 'http', 'fetch' or a function");
  }
  return { httpAgent, httpsAgent, proxy, adapter };
}

function isProxy(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { host, port } = value as Partial<AxiosProxyConfig>;
  return typeof host === 'string' && host !== '' && Number.isInteger(port);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * Whether a text survives as a header value: visible ASCII and spaces, with no space at either end.
 *
 * HTTP allows a little more (RFC 9110 section 5.5), but axios drops what it does not like and says nothing: line ends
 * vanish, and a key in another alphabet arrives empty. A key that would arrive changed is refused instead.
 */
export function isHeaderValue(text: string): boolean {
  return /^[!-~](?:[ -~]*[!-~])?$/.test(text);
}
