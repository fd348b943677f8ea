/** Replaces a secret. */
const MASK = '***';

const SECRET_FIELDS =
  'access_token|id_token|refresh_token|token|signature|API_SECRET_KEY';
const FIELD = new RegExp(
  `("(?:${SECRET_FIELDS})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)`,
  'gi',
);
const JWT = /\bey[\w-]{8,}\.[\w-]+\.[\w-]*/g;
/** A refresh token as production writes it: a number, a colon, letters and digits. */
const REFRESH_TOKEN = /\b\d+:[A-Za-z0-9]{20,}/g;
const SECRET_HEADERS = [
  'api_secret_key',
  'authorization',
  'cookie',
  'set-cookie',
];

/** A body, JSON or not, without what looks like a token, a signature or a key. */
export function maskedText(text: string): string {
  return text
    .replace(FIELD, `$1${MASK}`)
    .replace(JWT, MASK)
    .replace(REFRESH_TOKEN, MASK);
}

/** The value of a header, unless it is one that carries secrets. */
export function maskedHeader(name: string, value: string): string {
  return SECRET_HEADERS.includes(name.toLowerCase()) ? MASK : maskedText(value);
}
