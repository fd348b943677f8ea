const REPLACEMENT = '[redacted]';

/** Shorter parts of a secret are not recognised: they occur in ordinary text. In characters. */
const PART = 8;

/** In characters. */
const MAX_LENGTH = 500;

/** What lies beyond would be cut off anyway; it bounds the work. In characters. */
const MAX_READ = 10_000;

/** What tokens look like, for those that we do not know: a JWT, and `39560:` with letters and digits, URL-encoded or not. */
const TOKEN_SHAPES = [
  /eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,2}/g,
  /\b\d+(?::|%3A)[A-Za-z0-9]{20,}/gi,
];

/**
 * Makes a text of the server fit for an error: replaces the given secrets and everything that looks like a token; makes it
 * one line of at most 500 characters.
 *
 * A secret is also found in another letter case, URL-encoded, in base64, and where only a part of at least 8 characters
 * is repeated. A part that is also in `publicText`, such as the API key id, stays.
 */
export function redact(
  text: string,
  secrets: readonly string[],
  publicText = '',
): string {
  const read = text.slice(0, MAX_READ);
  const spans = [
    ...spansOfSecrets(read, secrets, publicText),
    ...spansOfShapes(read),
  ];
  // Line ends and escape sequences could forge log lines.
  const clean = withoutSpans(read, spans).replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}]+/gu,
    ' ',
  );
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
}

/** The ways in which a server may write a secret. */
function formsOf(secret: string): string[] {
  const bytes = String.fromCharCode(...new TextEncoder().encode(secret));
  // What stands before a secret in base64 shifts it by up to two bytes; the characters that depend on it are left out.
  const inBase64 = [0, 1, 2].map((shift) =>
    btoa('x'.repeat(shift) + bytes)
      .replace(/.?.?=*$/, '')
      .slice(shift === 0 ? 0 : 4),
  );
  const inBase64Url = inBase64.map((form) =>
    form.replaceAll('+', '-').replaceAll('/', '_'),
  );
  const coded = [...inBase64, ...inBase64Url];
  return [
    secret,
    ...urlEncoded(secret),
    ...coded.filter(({ length }) => length >= PART),
  ];
}

/** Half a surrogate pair, which the description allows in a signature, cannot be encoded. */
function urlEncoded(text: string): string[] {
  try {
    return [encodeURIComponent(text)];
  } catch {
    return [];
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function spansOfSecrets(
  text: string,
  secrets: readonly string[],
  publicText: string,
): Span[] {
  const parts = new Set<string>();
  for (const form of secrets.flatMap(formsOf)) {
    for (const part of partsOf(form)) parts.add(part);
  }
  for (const part of partsOf(publicText)) parts.delete(part);
  parts.delete('');
  const lengths = new Set(Array.from(parts, ({ length }) => length));
  const lower = lowerCase(text);
  const spans: Span[] = [];
  for (let start = 0; start < lower.length; start += 1) {
    for (const length of lengths) {
      const end = start + length;
      if (parts.has(lower.slice(start, end))) spans.push({ start, end });
    }
  }
  return spans;
}

function spansOfShapes(text: string): Span[] {
  return TOKEN_SHAPES.flatMap((shape) =>
    Array.from(text.matchAll(shape), (found) => ({
      start: found.index,
      end: found.index + found[0].length,
    })),
  );
}

/**
 * All spans are found before any is replaced: two tokens begin alike, and what a known one leaves of an unknown one
 * no longer looks like a token.
 */
function withoutSpans(text: string, spans: readonly Span[]): string {
  let clean = '';
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start >= at) clean += text.slice(at, start) + REPLACEMENT;
    at = Math.max(at, end);
  }
  return clean + text.slice(at);
}

/** Every part of the given length, or the whole text if it is shorter. */
function partsOf(text: string): string[] {
  const lower = lowerCase(text);
  const count = Math.max(lower.length - PART, 0) + 1;
  return Array.from({ length: count }, (_, i) => lower.slice(i, i + PART));
}

/** In ASCII only: elsewhere, the other letter case may be longer. */
function lowerCase(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
