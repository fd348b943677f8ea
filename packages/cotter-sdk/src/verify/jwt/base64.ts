const ALPHANUMERIC =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const URL_SAFE = valuesOf(`${ALPHANUMERIC}-_`);
const STANDARD = valuesOf(`${ALPHANUMERIC}+/`);

/**
 * Decodes base64url without padding (RFC 7515 section 2). Undefined for anything else: every sequence of bytes has
 * exactly one text that is accepted, so that nobody can vary a token and keep its signature.
 */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  const { Buffer } = globalThis as { readonly Buffer?: BufferLike };
  if (typeof Buffer?.from !== 'function') return decode(text, URL_SAFE);
  // Five times as fast. It accepts more than one text for the same bytes, but writes only the right one.
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** What is used of `Buffer`, which Node.js and runtimes that imitate it have. */
interface BufferLike {
  from(
    text: string,
    encoding: 'base64url',
  ): Uint8Array & {
    toString(encoding: 'base64url'): string;
  };
}

/** Decodes base64 with padding (RFC 4648 section 4), as strictly. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  return decode(text.replace(/={1,2}$/, ''), STANDARD);
}

/** The value of each character, by its code. */
function valuesOf(alphabet: string): readonly (number | undefined)[] {
  const values: number[] = [];
  for (let value = 0; value < alphabet.length; value += 1) {
    values[alphabet.charCodeAt(value)] = value;
  }
  return values;
}

function decode(
  text: string,
  values: readonly (number | undefined)[],
): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let written = 0;
  let held = 0;
  let heldBits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const value = values[text.charCodeAt(at)];
    if (value === undefined) return undefined;
    held = (held << 6) | value;
    heldBits += 6;
    if (heldBits >= 8) {
      heldBits -= 8;
      bytes[written] = held >> heldBits;
      written += 1;
      held &= (1 << heldBits) - 1;
    }
  }
  // What is left over must be fewer than six bits, all of them zero (RFC 4648 section 3.5).
  return heldBits < 6 && held === 0 ? bytes : undefined;
}
