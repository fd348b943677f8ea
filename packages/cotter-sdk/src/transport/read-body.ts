import type { ResponseBody } from './transport.ts';

/**
 * Reads a body whole, as UTF-8 (RFC 8259 section 8.1), and stops as soon as it exceeds `maxBytes`.
 *
 * Bytes that are no UTF-8 make the body unreadable rather than turn into replacement characters, because a token with a
 * replaced character would look like a token.
 *
 * @param data what an axios adapter gives when asked for a stream: one of Node's or of the web, or, from adapters that
 *   know no streams, the body itself, perhaps parsed.
 * @throws whatever the source throws when the connection breaks.
 */
export async function readBody(
  data: unknown,
  maxBytes: number,
): Promise<ResponseBody> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(data)) {
    size += chunk.byteLength;
    // Leaving the loop closes the source.
    if (size > maxBytes) return { unreadable: 'too_large' };
    chunks.push(chunk);
  }
  const whole = await new Blob(chunks).arrayBuffer();
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(whole) };
  } catch {
    return { unreadable: 'not_utf8' };
  }
}

async function* chunksOf(data: unknown): AsyncGenerator<Uint8Array> {
  if (data === undefined || data === null) return;
  if (data instanceof Uint8Array) yield data;
  else if (isWebStream(data)) yield* chunksOfWebStream(data);
  else if (isIterable(data)) yield* data;
  else {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    yield new TextEncoder().encode(text);
  }
}

interface WebStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
    cancel(): Promise<void>;
  };
}

/** Some browsers cannot iterate their own streams. */
async function* chunksOfWebStream(
  stream: WebStream,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { value } = await reader.read();
      if (value === undefined) return;
      yield value;
    }
  } finally {
    // On a stream that has failed, this fails in the same way again.
    await reader.cancel().catch(() => undefined);
  }
}

function isWebStream(value: unknown): value is WebStream {
  return typeof value === 'object' && value !== null && 'getReader' in value;
}

function isIterable(value: unknown): value is AsyncIterable<Uint8Array> {
  return (
    typeof value === 'object' && value !== null && Symbol.asyncIterator in value
  );
}
