import { description } from '@org/cotter-types/description';
import { API_KEY_ID } from '../api-key-id.ts';

/** Stands where a value was that nobody else may see. */
export const REDACTED = '[redacted]';

/** Headers whose values hold no secret. */
const OPEN_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'allow',
  'cache-control',
  'connection',
  'content-length',
  'content-type',
  'cotter-mock-warning',
  'host',
  'prefer',
  'retry-after',
  'transfer-encoding',
  'user-agent',
]);

/** Fields whose values hold neither a secret nor a person's data. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
  'approved',
  'auth_method',
  'event',
  'expire_at',
  'expires_in',
  'grant_type',
  'identifier_type',
  'method',
  'msg',
  'new',
  'reason',
  'success',
  'timestamp',
  'token_type',
  'type',
]);
/** Fields that hold an API key id. */
const ID_FIELDS: ReadonlySet<string> = new Set(['issuer', 'receiver']);
/** Headers whose values are not shown, but whose names are. */
const CLOSED_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'accept-language',
  'api_secret_key',
  'authorization',
  'cookie',
  'expect',
  'location',
  'origin',
  'referer',
  'sec-fetch-mode',
  'set-cookie',
]);
const UNKNOWN_HEADER = '[unknown header]';

/** A name comes from the sender, who may have put a token where a name belongs; these come from the description. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set(
  Object.values<object>(description.components.schemas).flatMap((schema) =>
    'properties' in schema ? Object.keys(schema.properties as object) : [],
  ),
);
const UNKNOWN_FIELD = '[unknown field]';
const MAX_TEXT_LENGTH = 200;
const MAX_DEPTH = 6;
const MAX_FIELDS = 40;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Shows what a record may show of a request and its answer. */
export interface Redactor {
  /** An API key id that is known, or has the form of one; anything else could be a secret key in the wrong place. */
  apiKeyId(value: string): string;
  /** Values where they are known to be harmless. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
  /** The shape of a body, and values of the fields that are known to be harmless. */
  body(body: unknown): unknown;
}

/** @param apiKeyIds the API key ids of the mock */
export function createRedactor(apiKeyIds: readonly string[]): Redactor {
  const known = new Set(apiKeyIds);
  const apiKeyId = (value: string): string =>
    known.has(value) || UUID.test(value) ? value : REDACTED;
  return {
    apiKeyId,
    headers: (headers) => redactHeaders(headers, apiKeyId),
    body: (body) => redactBody(body, apiKeyId),
  };
}

function redactHeaders(
  headers: Readonly<Record<string, string>>,
  apiKeyId: Redactor['apiKeyId'],
): Record<string, string> {
  const redacted: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name === API_KEY_ID) redacted[name] = apiKeyId(value);
    else if (OPEN_HEADERS.has(name)) redacted[name] = short(value);
    else redacted[CLOSED_HEADERS.has(name) ? name : UNKNOWN_HEADER] = REDACTED;
  }
  return redacted;
}

function redactBody(
  body: unknown,
  apiKeyId: Redactor['apiKeyId'],
  field = '',
  depth = 0,
): unknown {
  if (body === null || typeof body === 'boolean' || body === undefined)
    return body;
  if (typeof body === 'object') {
    if (depth === MAX_DEPTH) return REDACTED;
    return Array.isArray(body)
      ? body
          .slice(0, MAX_FIELDS)
          .map((item: unknown) => redactBody(item, apiKeyId, field, depth + 1))
      : Object.fromEntries(
          Object.entries(body)
            .slice(0, MAX_FIELDS)
            .map(([name, value]) => [
              KNOWN_FIELDS.has(name) ? name : UNKNOWN_FIELD,
              redactBody(value, apiKeyId, name, depth + 1),
            ]),
        );
  }
  if (ID_FIELDS.has(field) && typeof body === 'string') return apiKeyId(body);
  if (!OPEN_FIELDS.has(field)) return REDACTED;
  return typeof body === 'string' ? short(body) : body;
}

function short(text: string): string {
  return text.length > MAX_TEXT_LENGTH
    ? `${text.slice(0, MAX_TEXT_LENGTH)}…`
    : text;
}
