/**
 * Whether this code runs where users can read it: in a page or a worker of a browser. Node.js, and what is compatible
 * with it, is not a browser, even where a test environment such as jsdom has put up a `window`.
 */
export function isBrowser(): boolean {
  const scope: {
    readonly window?: unknown;
    readonly WorkerGlobalScope?: unknown;
    readonly process?: { readonly versions?: { readonly node?: unknown } };
  } = globalThis;
  return (
    (scope.window ?? scope.WorkerGlobalScope) !== undefined &&
    typeof scope.process?.versions?.node !== 'string'
  );
}
