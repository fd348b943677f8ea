/** Production, as the API's description names it. */
export const PRODUCTION_BASE_URL = 'https://www.cotter.app';

/**
 * Reads the origin to send requests to. It must be https, unless it is on this machine or the caller allows http.
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
      'baseUrl must be only an origin, such as https://www.cotter.app: no path, query, fragment or credentials',
    );
  }
  if (isSafe(url, allowHttp)) return url;
  throw new TypeError(
    'baseUrl must start with https://; http:// is allowed only for localhost, 127.0.0.1 and [::1], unless dangerouslyAllowHttp is true',
  );
}

/** https; or http, on the own machine or where the caller insists. */
function isSafe({ protocol, hostname }: URL, allowHttp: boolean): boolean {
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && (allowHttp || isLoopback(hostname)))
  );
}

/**
 * Whether a host is the own machine, to which http is as safe as https. As the URL parser writes hosts: every IPv4
 * address in full and every IPv6 address in its short form.
 */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[::1]|127(\.\d+){3})$/.test(hostname);
}

/**
 * Reads the address of a key set: https, or http on the own machine or where the caller insists, because anyone who can
 * change the response can forge every token.
 *
 * @throws TypeError that names the option and not its value.
 */
export function readJwksUrl(value: string | URL, allowHttp = false): URL {
  const text = String(value);
  if (!URL.canParse(text)) {
    throw new TypeError('jwks must be a URL, a key set or a function');
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('jwks must be a URL without credentials');
  }
  if (isSafe(url, allowHttp)) return url;
  throw new TypeError(
    'jwks must start with https://; http:// is only for localhost, 127.0.0.1 and [::1] unless dangerouslyAllowHttp is true, because the signing keys could be replaced on the way',
  );
}
