import { isNode } from '../../runtime/node-builtins.ts';

/**
 * What to say about the proxy of the environment after a fetch that failed. Node's `fetch` ignores `HTTPS_PROXY` unless
 * `NODE_USE_ENV_PROXY` is 1, so behind a proxy the fetch fails although the client's calls succeed.
 *
 * Source: nodejs.org, "Built-in proxy support".
 */
export function proxyNote({ protocol, hostname }: URL): {
  readonly detail?: string;
} {
  // Reading the environment may ask the user for permission elsewhere.
  if (protocol !== 'https:' || !isNode()) return {};
  const { env } = process;
  const given = env['https_proxy'] ?? env['HTTPS_PROXY'] ?? '';
  // The scheme may be left out.
  const proxy = given.includes('://') ? given : `http://${given}`;
  if (!URL.canParse(proxy)) return {};
  const exceptions = env['no_proxy'] ?? env['NO_PROXY'] ?? '';
  if (exceptions.split(/[\s,]+/).some((name) => isException(name, hostname))) {
    return {};
  }
  // Never the user and the password.
  const { host } = new URL(proxy);
  return {
    detail:
      env['NODE_USE_ENV_PROXY'] === '1'
        ? `The proxy is ${host} (HTTPS_PROXY).`
        : `HTTPS_PROXY is set (${host}), but fetch does not use it; pass jwks: (options) => client.fetchJwks(options).`,
  };
}

/** A host, `*`, or the end of a host's name: `.example.com` or `*.example.com`. */
function isException(name: string, hostname: string): boolean {
  const end = name.replace(/^\*/, '');
  return (
    name === '*' ||
    name === hostname ||
    (end.startsWith('.') && hostname.endsWith(end))
  );
}
