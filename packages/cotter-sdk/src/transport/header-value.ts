/**
 * Whether a text survives as a header value: visible ASCII and spaces, with no space at either end.
 *
 * HTTP allows a little more (RFC 9110 section 5.5), but axios drops what it does not like and says nothing: line ends
 * vanish, and a key in another alphabet arrives empty. A key that would arrive changed is refused instead.
 */
export function isHeaderValue(text: string): boolean {
  return /^[!-~](?:[ -~]*[!-~])?$/.test(text);
}
