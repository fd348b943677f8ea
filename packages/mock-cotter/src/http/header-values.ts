import type { IncomingMessage } from 'node:http';

/** Whether any header was sent more than once. */
export function repeatsHeaders({
  headers,
  rawHeaders,
}: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): boolean {
  // Names and values take turns there.
  return rawHeaders.length > 2 * Object.keys(headers).length;
}

/**
 * Every value that a header was sent with.
 *
 * @param name in lower case
 */
export function valuesOf(
  message: Pick<IncomingMessage, 'headers' | 'headersDistinct' | 'rawHeaders'>,
  name: string,
): readonly string[] {
  // Node takes as long to list all values as to read a body, for next to no request.
  if (repeatsHeaders(message)) return message.headersDistinct[name] ?? [];
  const value = message.headers[name] ?? [];
  return typeof value === 'string' ? [value] : value;
}
