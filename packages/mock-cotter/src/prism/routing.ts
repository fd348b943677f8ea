import type { RequestHead } from '../api/request-head.ts';
import { stockRoute, type Operation, type PrismRequest } from './prism.ts';

/** The operation of a request, or the methods that its path has instead; none if there is no such path. */
export type Route =
  { readonly operation: Operation } | { readonly allowed: readonly string[] };

export interface Router {
  find(head: RequestHead): Route;
}

export function createRouter(operations: readonly Operation[]): Router {
  const methods = new Set(operations.map(({ method }) => method.toUpperCase()));
  /** By method and path as the description has them: there, Prism finds the operation with these very two. */
  const literal = new Map(
    operations.map((operation) => [keyOf(operation), { operation }]),
  );
  const ask = (head: RequestHead): Operation | undefined => {
    const resources = candidates(operations, head.path);
    const routed = stockRoute({ resources, input: prismRequest(head) });
    return routed._tag === 'Right' ? routed.right : undefined;
  };
  return {
    find(head) {
      const found = literal.get(keyOf(head));
      if (found !== undefined) return found;
      const operation = ask(head);
      if (operation !== undefined) return { operation };
      const allowed = [...methods].filter(
        (method) => ask({ ...head, method }) !== undefined,
      );
      return { allowed: allowed.sort() };
    },
  };
}

export function prismRequest({
  method,
  path,
  headers,
}: RequestHead): PrismRequest {
  return {
    // Prism's type lists eight methods, but it compares any.
    method: method.toLowerCase() as PrismRequest['method'],
    url: { path },
    headers,
  };
}

function keyOf({ method, path }: Pick<RequestHead, 'method' | 'path'>): string {
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
