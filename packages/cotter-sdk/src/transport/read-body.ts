import type { ResponseBody } from './transport.ts';

/**
 * Reads a body whole, as UTF-8 (RFC 8259 section 8.1), and stops as soon as it exceeds `maxBytes`.
 *
 * Bytes that are no UTF-8 make the body unreadable rather than turn into replacement characters, because a token with a
 * replaced character would look like a token.
 *
 * @throws whatever the source throws when the connection breaks.
 */
export async function readBody(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<ResponseBody> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    // Leaving the loop closes the source.
    if (size > maxBytes) return { unreadable: 'too_large' };
    chunks.push(chunk);
  }
  try {
    return { text: decoder.decode(Buffer.concat(chunks)) };
  } catch {
    return { unreadable: 'not_utf8' };
  }
}
