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
  const forms = secrets.flatMap((secret) => [secret, ...urlEncoded(secret)]);
  let clean = withoutSecrets(text.slice(0, MAX_READ), forms);
  for (const shape of TOKEN_SHAPES) {
    clean = clean.replaceAll(shape, REPLACEMENT);
  }
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

/** One pass with the longest match at each place: two forms of a secret begin alike, and neither may leave a rest. */
function withoutSecrets(text: string, forms: readonly string[]): string {
  let clean = '';
  let at = 0;
  while (at < text.length) {
    const length = Math.max(0, ...forms.map((form) => match(text, at, form)));
    clean += length === 0 ? text.charAt(at) : REPLACEMENT;
    at += Math.max(length, 1);
  }
  return clean;
}

/** How many characters of the secret stand at this place; 0 if too few to tell. */
function match(text: string, at: number, secret: string): number {
  let length = 0;
  while (length < secret.length && text[at + length] === secret[length]) {
    length += 1;
  }
  return length >= Math.min(MIN_BEGINNING, secret.length) ? length : 0;
}
