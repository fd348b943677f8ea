const REPLACEMENT = '[redacted]';

/** Shorter beginnings of a secret are not recognised: they occur in ordinary text. In characters. */
const MIN_BEGINNING = 8;

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
 * Makes a text of the server fit for an error: replaces the given secrets, also where only their beginning is repeated
 * or where they are URL-encoded, and everything that looks like a token; makes it one line of at most 500 characters.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const read = text.slice(0, MAX_READ);
  const forms = secrets.flatMap((secret) => [secret, ...urlEncoded(secret)]);
  let clean = withoutSpans(read, [
    ...spansOfSecrets(read, forms),
    ...spansOfShapes(read),
  ]);
  // Line ends and escape sequences could forge log lines.
  clean = clean.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
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

function spansOfSecrets(text: string, forms: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < text.length; start += 1) {
    for (const form of forms) {
      const length = match(text, start, form);
      if (length > 0) spans.push({ start, end: start + length });
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

/** How many characters of the secret stand at this place; 0 if too few to tell. */
function match(text: string, at: number, secret: string): number {
  let length = 0;
  while (length < secret.length && text[at + length] === secret[length]) {
    length += 1;
  }
  return length >= Math.min(MIN_BEGINNING, secret.length) ? length : 0;
}
