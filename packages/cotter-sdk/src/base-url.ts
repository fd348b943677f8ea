import { isLoopback } from './loopback.ts';

/** Production, as the API's description names it. */
export const PRODUCTION_BASE_URL = 'https://www.cotter.app';

/**
 * Reads the host to talk to: an origin alone, over https, or over http on the own machine or where the caller insists.
 *
 * @throws TypeError that names the option and not its value, which may hold credentials.
 */
export function readBaseUrl(value: unknown, allowHttp = false): URL {
  if (typeof value !== 'string' || !URL.canParse(value)) {
    throw new TypeError('baseUrl must be a URL');
  }
  const url = new URL(value);
  // Comparing the whole also finds an empty query or fragment, which the parts do not show.
  if (url.href !== `${url.origin}/`) {
    throw new TypeError(
      'baseUrl must be a host alone: no path, query, fragment or credentials',
    );
  }
  if (url.protocol === 'https:') return url;
  if (url.protocol === 'http:' && (allowHttp || isLoopback(url.hostname))) {
    return url;
  }
  throw new TypeError(
    'baseUrl must start with https://; http:// is for localhost, 127.0.0.1 and [::1] alone unless dangerouslyAllowHttp is true',
  );
}
