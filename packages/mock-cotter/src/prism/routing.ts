import leven from 'leven';
import type { RequestHead } from '../api/request-head.ts';
import { stockRoute, type Operation, type PrismRequest } from './prism.ts';

/** The operation of a request, or the methods that its path has instead; none if there is no such path. */
export type Route =
  { readonly operation: Operation } | { readonly allowed: readonly string[] };

export interface Router {
  find(head: RequestHead): Route;
  /** The methods and the path that are most like a path which was not found: `POST /api/v0/token`. */
  nearest(path: string): string;
}

/** How much of an unknown path is compared, in characters. */
const MAX_COMPARED = 200;

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
    nearest(path) {
      const paths = [...new Set(operations.map((operation) => operation.path))];
      const words = new Set(path.slice(0, MAX_COMPARED).split('/'));
      const shared = (other: string): number =>
        other.split('/').filter((word) => words.has(word)).length;
      const distance = (other: string): number =>
        leven(path.slice(0, MAX_COMPARED), other);
      const [best = ''] = paths.sort(
        (a, b) => shared(b) - shared(a) || distance(a) - distance(b),
      );
      const found = operations
        .filter((operation) => operation.path === best)
        .map(({ method }) => method.toUpperCase());
      return `${found.join(', ')} ${best}`;
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
 * The operations that a path can mean: where one spells it out, a templated path never matches it, for any method
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
