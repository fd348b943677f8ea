import type { MockRequest } from '../model/schemas.ts';

const REDACTED = '[redacted]';
/** What curl sends by itself. */
const OWN_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'host',
  'transfer-encoding',
  'user-agent',
]);

/** A word of a POSIX shell that means exactly this text. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A curl line. */
export function curlLine(
  method: string,
  url: string,
  headers: readonly string[],
  body?: unknown,
): string {
  return [
    `curl -sS -X ${method} ${quoted(url)}`,
    ...headers.map((header) => `-H ${header}`),
    ...(body === undefined ? [] : [`-d ${quoted(JSON.stringify(body))}`]),
  ].join(' \\\n  ');
}

/** A header whose value is in a variable of the shell. */
export function headerFromVariable(name: string, variable: string): string {
  return `"${name}: $${variable}"`;
}

/** A header with this value. */
export function header(name: string, value: string): string {
  return quoted(`${name}: ${value}`);
}

/**
 * A request as a curl line. What the mock masked has to be filled in: a header by a variable that is named after it, a
 * field of the body by hand.
 */
export function asCurl(url: string, request: MockRequest): string {
  const { method, path = '/', apiKeyId, headers, body } = request;
  const target = path.replace('{api_key_id}', apiKeyId ?? '{api_key_id}');
  const sent = Object.entries(headers)
    .filter(([name]) => !OWN_HEADERS.has(name) && !name.startsWith('['))
    .map(([name, value]) =>
      value === REDACTED
        ? headerFromVariable(
            name,
            name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_'),
          )
        : header(name, value),
    );
  return curlLine(method, url + target, sent, body);
}
