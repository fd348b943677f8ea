import { methodNotAllowed, notFound, type Refusal } from '../refusal.ts';
import {
  createInstance,
  silentLogger,
  type Diagnostic,
  type Operation,
  type PrismConfig,
  type PrismMock,
  type PrismRequest,
} from './prism.ts';

/** What routing and security need of a request. */
export interface Head {
  /** As on the wire: `POST`. */
  readonly method: string;
  /** Without host and query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What Prism is to check. */
export type Checks = Pick<
  PrismConfig,
  'checkSecurity' | 'validateRequest' | 'validateResponse'
>;

const ROUTE_ONLY: Checks = {
  checkSecurity: false,
  validateRequest: false,
  validateResponse: false,
};
export const ADMISSION: Checks = { ...ROUTE_ONLY, checkSecurity: true };
export const ALL: Checks = {
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
};

/** Why no operation has this path and method: 404, or 405 with the methods that the path has. */
export async function unrouted(
  operations: Operation[],
  head: Head,
): Promise<Refusal> {
  const methods = new Set(operations.map(({ method }) => method.toUpperCase()));
  const allowed: string[] = [];
  for (const method of methods) {
    const found = await find(operations, { ...head, method }, ROUTE_ONLY);
    if (found !== undefined) allowed.push(method);
  }
  return allowed.length === 0
    ? notFound()
    : methodNotAllowed(head.method, allowed.sort());
}

/** The operation for a request, and what the checks say about it. */
export interface Found {
  readonly operation: Operation;
  readonly diagnostics: readonly Diagnostic[];
}

/** Routes and checks a request without answering it. */
export async function find(
  operations: Operation[],
  head: Head,
  checks: Checks,
): Promise<Found | undefined> {
  let found: Found | undefined;
  const possible = candidates(operations, head.path);
  await ask(possible, prismRequest(head), checks, ({ resource, input }) => {
    found = { operation: resource, diagnostics: input.validations };
    return () => ({ _tag: 'Right', right: { statusCode: 204 } });
  });
  return found;
}

/**
 * The operations that a path can mean: where one spells it out, a templated path never matches it, whatever the method
 * (OpenAPI 3.1, Paths Object). Prism would look for the method first.
 */
export function candidates(operations: Operation[], path: string): Operation[] {
  const decoded = decodeURIComponent(path);
  const literal = operations.filter((operation) => operation.path === decoded);
  if (literal.length > 0) return literal;
  // A path parameter is never empty (OpenAPI 3.1, Parameter Object), which Prism would allow.
  return /\/(\/|$)/.test(decoded) ? [] : operations;
}

/** Asks Prism to route, check and answer a request, with the given component in place of its own mock. */
export function ask(
  operations: Operation[],
  request: PrismRequest,
  checks: Checks,
  mock: PrismMock,
): ReturnType<ReturnType<ReturnType<typeof createInstance>['request']>> {
  // A fresh configuration for each request: Prism's mock component writes into the one that it is given.
  const config: PrismConfig = {
    ...checks,
    errors: false,
    isProxy: false,
    upstreamProxy: undefined,
    mock: { dynamic: false },
  };
  const prism = createInstance(config, { logger: silentLogger, mock });
  return prism.request(request, operations)();
}

export function prismRequest({ method, path, headers }: Head): PrismRequest {
  return {
    // Prism's type lists eight methods, but it compares any.
    method: method.toLowerCase() as PrismRequest['method'],
    url: { path },
    headers: { ...headers },
  };
}
