import type { IncomingMessage } from 'node:http';

/**
 * Every value that a header was sent with.
 *
 * @param name in lower case
 */
export function valuesOf(
  message: Pick<IncomingMessage, 'headers' | 'headersDistinct' | 'rawHeaders'>,
  name: string,
): readonly string[] {
  const { headers, rawHeaders } = message;
  // Names and values take turns there. Node takes as long to list all values as to read a body, for next to no request.
  if (rawHeaders.length > 2 * Object.keys(headers).length)
    return message.headersDistinct[name] ?? [];
  const value = headers[name];
  return value === undefined ? [] : [value].flat();
}
