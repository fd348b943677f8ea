import { methodNotAllowed, notFound, type Refusal } from '../api/api-error.ts';
import type { Head } from '../api/request-head.ts';
import { stockRoute, type Operation, type PrismRequest } from './prism.ts';

export interface Router {
  /**
   * Finds the operation for a request.
   *
   * @throws {Refusal} 404, or 405 with the methods that the path has
   */
  find(head: Head): Operation;
}

export function createRouter(operations: readonly Operation[]): Router {
  const methods = new Set(operations.map(({ method }) => method.toUpperCase()));
  /** By method and path as the description has them: there, Prism finds the operation with these very two. */
  const literal = new Map(
    operations.map((operation) => [keyOf(operation), operation]),
  );
  const ask = (head: Head): Operation | undefined => {
    const resources = candidates(operations, head.path);
    const routed = stockRoute({ resources, input: prismRequest(head) });
    return routed._tag === 'Right' ? routed.right : undefined;
  };
  const unrouted = (head: Head): Refusal => {
    const allowed = [...methods].filter(
      (method) => ask({ ...head, method }) !== undefined,
    );
    return allowed.length === 0
      ? notFound()
      : methodNotAllowed(head.method, allowed.sort());
  };
  return {
    find(head) {
      const found = literal.get(keyOf(head)) ?? ask(head);
      if (found === undefined) throw unrouted(head);
      return found;
    },
  };
}

export function prismRequest({ method, path, headers }: Head): PrismRequest {
  return {
    // Prism's type lists eight methods, but it compares any.
    method: method.toLowerCase() as PrismRequest['method'],
    url: { path },
    headers,
  };
}

function keyOf({ method, path }: Pick<Head, 'method' | 'path'>): string {
  return `${method.toLowerCase()} ${path}`;
}

/**
 * The operations that a path can mean: where one spells it out, a templated path never matches it, whatever the method
 * (OpenAPI 3.1, Paths Object). Prism would look for the method first.
 */
function candidates(
  operations: readonly Operation[],
  path: string,
): Operation[] {
  const decoded = decodeURIComponent(path);
  const literal = operations.filter((operation) => operation.path === decoded);
  if (literal.length > 0) return literal;
  // A path parameter is never empty (OpenAPI 3.1, Parameter Object), which Prism would allow.
  return /\/(\/|$)/.test(decoded) ? [] : [...operations];
}
