import { isLikeNode } from './node-builtins.ts';

/**
 * Whether this is a page or a worker of a browser. A test environment such as jsdom, which adds a `window` to Node.js,
 * is not a browser. Cloudflare Workers are not either: they identify themselves by the user agent.
 *
 * Source: developers.cloudflare.com, "Web standards", `navigator.userAgent`.
 */
export function isBrowser(): boolean {
  const scope = globalThis as {
    readonly window?: unknown;
    readonly WorkerGlobalScope?: unknown;
    readonly navigator?: { readonly userAgent?: unknown };
  };
  return (
    (scope.window ?? scope.WorkerGlobalScope) !== undefined &&
    scope.navigator?.userAgent !== 'Cloudflare-Workers' &&
    !isLikeNode()
  );
}
