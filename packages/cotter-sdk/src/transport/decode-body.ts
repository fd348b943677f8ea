import type * as zlibModule from 'node:zlib';
import { nodeBuiltin } from '../runtime/node-builtins.ts';

/** What a content coding does to the size of a body is not known before it is undone, so each step is bounded. */
type Decoded =
  | { readonly bytes: Uint8Array }
  | { readonly unreadable: 'too_large' }
  | { readonly unreadable: 'not_decoded'; readonly coding: string };

/** `zstdDecompressSync` came with Node.js 22.15. */
type Zlib = Omit<typeof zlibModule, 'zstdDecompressSync'>;

type Decode = (
  bytes: Uint8Array,
  options: { readonly maxOutputLength: number },
) => Uint8Array;

/**
 * Undoes the content codings of a body (RFC 9110 section 8.4). The SDK asks for none, but some servers and gateways
 * compress in any case, and the body may hold the only copy of a refresh token.
 *
 * @param coding the header Content-Encoding
 * @param maxBytes the largest size after decoding
 */
export function decodeBody(
  bytes: Uint8Array,
  coding: string | undefined,
  maxBytes: number,
): Decoded {
  const codings = (coding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  let decoded = bytes;
  // The last coding was applied last.
  for (const name of codings.toReversed()) {
    const decode = decoderOf(name);
    if (decode === undefined)
      return { unreadable: 'not_decoded', coding: name };
    try {
      decoded = decode(decoded, { maxOutputLength: maxBytes });
    } catch (error) {
      return error instanceof RangeError
        ? { unreadable: 'too_large' }
        : { unreadable: 'not_decoded', coding: name };
    }
  }
  return { bytes: decoded };
}

/** Node's decoders. Elsewhere, fetch has decoded the body already. */
function decoderOf(coding: string): Decode | undefined {
  const zlib:
    (Zlib & Partial<Record<'zstdDecompressSync', Decode>>) | undefined =
    nodeBuiltin('node:zlib');
  if (zlib === undefined) return undefined;
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.gunzipSync;
    case 'br':
      return zlib.brotliDecompressSync;
    case 'zstd':
      return zlib.zstdDecompressSync;
    case 'deflate':
      // Some servers send it without the zlib format around it (RFC 9110 section 8.4.1.2).
      return (bytes, options) =>
        isZlib(bytes)
          ? zlib.inflateSync(bytes, options)
          : zlib.inflateRawSync(bytes, options);
    default:
      return undefined;
  }
}

/** RFC 1950 section 2.2: the method is 8, and the first two bytes are a multiple of 31. */
function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}
