import type { RequestOptions } from 'node:http';

/** The code of a proxy address whose scheme is neither http nor https. */
export const PROXY_SCHEME_FAULT = 'ERR_PROXY_SCHEME';

/** The proxy of a request, as axios sets it up: an agent that asks for a tunnel, or, for http, a whole URL as the path. */
export function proxyOf({
  agent,
  hostname,
  port,
  path,
}: RequestOptions): string | undefined {
  const { proxy } = Object(agent) as { readonly proxy?: unknown };
  if (typeof proxy === 'object' && proxy !== null) return addressOf(proxy);
  return path?.startsWith('http:') === true
    ? `${String(hostname)}:${String(port)}`
    : undefined;
}

/** Host and port, never the user and the password. With the scheme, if that is an unusual one. */
function addressOf(proxy: {
  readonly protocol?: unknown;
  readonly hostname?: unknown;
  readonly host?: unknown;
  readonly port?: unknown;
}): string {
  const { protocol = 'http:', hostname, host, port } = proxy;
  const address = `${String(hostname ?? host)}:${String(port)}`;
  return ['http:', 'https:'].includes(String(protocol))
    ? address
    : `${String(protocol)}//${address}`;
}

/** Whether a SOCKS proxy, say, was given, to which an http request must not be sent. */
export function hasForeignScheme(proxy: string): boolean {
  return proxy.includes('//');
}
