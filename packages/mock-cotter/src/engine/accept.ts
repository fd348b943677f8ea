import { JSON_TYPE, placeName, type Checks } from './checks.ts';
import type { Operation, PrismRequest, PrismResponse } from './prism.ts';

/**
 * Tells at once that Prism's validators will find nothing wrong. `true` is a promise, held by a test that asks both;
 * `false` says nothing, and leaves the question to Prism.
 */
export interface Acceptance {
  keys(operation: Operation, request: PrismRequest): boolean;
  request(operation: Operation, request: PrismRequest): boolean;
  answer(operation: Operation, answer: PrismResponse): boolean;
}

type Named = Readonly<Record<string, string>>;

export function createAcceptance(checks: Checks): Acceptance {
  const fits = (
    value: unknown,
    operation: Operation,
    group: string,
    part: string,
  ): boolean => checks[placeName(operation, group, part)]?.(value) === true;

  return {
    keys: ({ security = [] }, { headers = {} }) =>
      security.length === 0 ||
      // An alternative without schemes makes keys optional (OpenAPI 3.1, Security Requirement Object).
      security.some((schemes) =>
        schemes.every(
          (scheme) =>
            scheme.type === 'apiKey' &&
            scheme.in === 'header' &&
            isGiven(headers[scheme.name.toLowerCase()]),
        ),
      ),

    request(operation, { url, headers = {}, body }) {
      const { request } = operation;
      if (request === undefined) return true;
      const names = pathParameters(operation.path, url.path);
      return (
        names !== undefined &&
        (request.query ?? []).length === 0 &&
        fits(names, operation, 'request', 'path') &&
        fits(
          given(request.headers, headers),
          operation,
          'request',
          'headers',
        ) &&
        (request.body === undefined
          ? body === undefined &&
            (headers['content-length'] ?? '0') === '0' &&
            headers['content-type'] === undefined
          : typeof body === 'object' &&
            body !== null &&
            headers['content-type'] === JSON_TYPE &&
            fits(body, operation, 'request', 'body'))
      );
    },

    answer(operation, { statusCode, headers = {}, body }) {
      const code = String(statusCode);
      const response = operation.responses.find((each) => each.code === code);
      return (
        response !== undefined &&
        headers['content-type'] === JSON_TYPE &&
        Object.keys(headers).every((name) => name === name.toLowerCase()) &&
        fits(given(response.headers, headers), operation, code, 'headers') &&
        fits(body, operation, code, 'body')
      );
    },
  };
}

/** What Prism makes of headers: those that the description names and that are not empty, in lower case. */
function given(
  specs: readonly { readonly name: string }[] = [],
  headers: Named,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name } of specs) {
    const lower = name.toLowerCase();
    const value = headers[lower];
    if (isGiven(value)) found[lower] = value;
  }
  return found;
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

/** The parameters of a path, if all of it is written in characters that stand for themselves. */
function pathParameters(template: string, path: string): Named | undefined {
  const found: Record<string, string> = {};
  if (template === path) return found;
  const parts = path.split('/');
  const names = template.split('/');
  if (parts.length !== names.length) return undefined;
  for (const [index, name] of names.entries()) {
    const part = parts[index] ?? '';
    if (name === part) continue;
    const parameter = /^\{(\w+)\}$/.exec(name)?.[1];
    if (parameter === undefined || !/^[\w-]+$/.test(part)) return undefined;
    found[parameter.toLowerCase()] = part;
  }
  return found;
}
