import { decodeBody } from './decode-body.ts';
import type { ResponseBody } from './transport.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body whole, as UTF-8 (RFC 8259 section 8.1), and stops as soon as it exceeds `maxBytes`.
 *
 * Bytes that are no UTF-8 make the body unreadable rather than turn into replacement characters, because a token with a
 * replaced character would look like a token.
 *
 * @param data what an axios adapter gives when asked for a stream: one of Node's or of the web, or anything else that
 *   yields chunks; from adapters that know no streams, the body itself, perhaps parsed.
 * @param maxBytes the largest size, before and after decoding
 * @param coding the header Content-Encoding. Only Node's streams are encoded still; fetch has decoded the others.
 * @throws the error of the source when the connection breaks.
 */
export async function readBody(
  data: unknown,
  maxBytes: number,
  coding?: string,
): Promise<ResponseBody> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const add: Add = (chunk) => {
    const bytes = bytesOf(chunk);
    size += bytes.byteLength;
    chunks.push(bytes);
    return size <= maxBytes;
  };
  if (has(data, 'on')) await readNodeStream(data as NodeStream, add);
  else if (has(data, 'getReader')) await readWebStream(data as WebStream, add);
  else if (has(data, Symbol.asyncIterator)) {
    for await (const chunk of data as AsyncIterable<unknown>) {
      if (!add(chunk)) break;
    }
  } else if (data !== undefined && data !== null) add(data);
  if (size > maxBytes) return { unreadable: 'too_large' };
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  const decoded = decodeBody(
    whole,
    has(data, 'on') ? coding : undefined,
    maxBytes,
  );
  if ('unreadable' in decoded) {
    // An adapter may have decoded the body and left the header as it was.
    return decoded.unreadable === 'not_decoded'
      ? (plain(whole) ?? decoded)
      : decoded;
  }
  return plain(decoded.bytes) ?? { unreadable: 'not_utf8' };
}

function plain(bytes: Uint8Array): { readonly text: string } | undefined {
  try {
    return { text: UTF8.decode(bytes) };
  } catch {
    return undefined;
  }
}

/** Takes what has arrived; false once it is too much. */
type Add = (chunk: unknown) => boolean;

interface NodeStream {
  on(event: 'data', listener: (chunk: unknown) => void): unknown;
  on(
    event: 'close' | 'end' | 'error',
    listener: (error?: unknown) => void,
  ): unknown;
  destroy(): unknown;
}

/** By its events: to iterate over it would take longer than everything else that the SDK does. */
function readNodeStream(stream: NodeStream, add: Add): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk) => {
      if (add(chunk)) return;
      stream.destroy();
      resolve();
    });
    stream.on('end', () => {
      resolve();
    });
    stream.on('error', reject);
    stream.on('close', reject);
  });
}

interface WebStream {
  getReader(): {
    read(): Promise<{ readonly value?: Uint8Array }>;
    cancel(): Promise<void>;
  };
}

/** Some browsers cannot iterate their own streams. */
async function readWebStream(stream: WebStream, add: Add): Promise<void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { value } = await reader.read();
      if (value === undefined || !add(value)) return;
    }
  } finally {
    // On a stream that has failed, this fails in the same way again.
    await reader.cancel().catch(() => undefined);
  }
}

function bytesOf(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return new TextEncoder().encode(text);
}

function has(value: unknown, name: PropertyKey): boolean {
  return name in (Object(value) as object);
}
