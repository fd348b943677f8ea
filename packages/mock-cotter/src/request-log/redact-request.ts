import { description } from '@org/cotter-types/description';
import { API_KEY_ID } from '../api/names.ts';
import type { ApiKey } from '../options/options.ts';
import type { DecodedToken } from './request-record.ts';

/** Stands where a value was that nobody else may see. */
export const REDACTED = '[redacted]';

/** How much is shown of what has a name: its value, its value if it is an API key id, or that it is there. */
type Visibility = 'id' | 'name' | 'value';

function withVisibility(
  how: Visibility,
  names: readonly string[],
): (readonly [string, Visibility])[] {
  return names.map((name) => [name, how] as const);
}

const HEADERS: ReadonlyMap<string, Visibility> = new Map([
  ...withVisibility('value', [
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
  ]),
  ...withVisibility('id', [API_KEY_ID]),
  ...withVisibility('name', [
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
  ]),
]);
const UNKNOWN_HEADER = '[unknown header]';

const FIELDS: ReadonlyMap<string, Visibility> = new Map([
  // A name comes from the sender, who may have put a token where a name belongs; these come from the description.
  ...withVisibility(
    'name',
    Object.values<object>(description.components.schemas).flatMap((schema) =>
      'properties' in schema ? Object.keys(schema.properties as object) : [],
    ),
  ),
  ...withVisibility('id', ['issuer', 'receiver']),
  // These hold neither a secret nor a person's data.
  ...withVisibility('value', [
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
  ]),
]);
const UNKNOWN_FIELD = '[unknown field]';
/** The parts of JWTs; the names of other claims come from the sender. */
const TOKEN_FIELDS: ReadonlyMap<string, Visibility> = new Map([
  ...withVisibility('name', ['identifier']),
  ...withVisibility('id', ['aud', 'client_user_id', 'jti', 'sub']),
  ...withVisibility('value', [
    'alg',
    'auth_time',
    'authentication_method',
    'exp',
    'iat',
    'iss',
    'kid',
    'nbf',
    'scope',
    'typ',
    'type',
  ]),
]);
const MAX_TEXT_LENGTH = 200;
const MAX_DEPTH = 6;
const MAX_FIELDS = 40;

/** A segment of a path that is neither a key nor a token, nor a person's data. */
const WORD = /^(?:|v\d|\.?[a-z]{1,16}(?:[_.-][a-z]{1,16}){0,3})$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Shows what a record may show of a request and its answer. */
export interface Redactor {
  /** An API key id that is known, or has the form of one; anything else could be a secret key in the wrong place. */
  apiKeyId(value: string): string;
  /** A path that no operation has: words of lower-case letters, version numbers and API key ids. */
  path(path: string): string;
  /** Values where they are known to be harmless. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
  /** The shape of a body, and values of the fields that are known to be harmless. */
  body(body: unknown): unknown;
  /** A decoded JWT: its names and values as far as they can be neither secret nor personal data. */
  token(token: DecodedToken): DecodedToken;
}

/** @param apiKeys the API keys of the mock */
export function createRedactor(apiKeys: readonly ApiKey[]): Redactor {
  const known = new Set(apiKeys.map(({ id }) => id));
  const secrets = new Set(apiKeys.map(({ secret }) => secret));
  const apiKeyId = (value: string): string =>
    known.has(value) || UUID.test(value) ? value : REDACTED;
  return {
    apiKeyId,
    path: (path) =>
      short(
        path
          .split('/')
          .map((segment) =>
            WORD.test(segment) && !secrets.has(segment)
              ? segment
              : apiKeyId(segment),
          )
          .join('/'),
      ),
    headers: (headers) => redactHeaders(headers, apiKeyId),
    body: (body) => redactBody(body, apiKeyId),
    token: ({ name, header, claims, ...token }) => ({
      ...token,
      name: FIELDS.has(name) ? name : UNKNOWN_FIELD,
      header: redactFields(header, apiKeyId, 1, TOKEN_FIELDS),
      claims: redactFields(claims, apiKeyId, 1, TOKEN_FIELDS),
    }),
  };
}

function redactHeaders(
  headers: Readonly<Record<string, string>>,
  apiKeyId: Redactor['apiKeyId'],
): Record<string, string> {
  const redacted: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? '';
    const how = HEADERS.get(name);
    if (how === 'value') redacted[name] = short(value);
    else if (how === 'id') redacted[name] = apiKeyId(value);
    else redacted[how === undefined ? UNKNOWN_HEADER : name] = REDACTED;
  }
  return redacted;
}

/** @param how what is shown of the field that the body is the value of */
function redactBody(
  body: unknown,
  apiKeyId: Redactor['apiKeyId'],
  how?: Visibility,
  depth = 0,
): unknown {
  if (body === null || typeof body === 'boolean' || body === undefined)
    return body;
  if (typeof body === 'object') {
    if (depth === MAX_DEPTH) return REDACTED;
    return Array.isArray(body)
      ? body
          .slice(0, MAX_FIELDS)
          .map((item: unknown) => redactBody(item, apiKeyId, how, depth + 1))
      : redactFields(body as Fields, apiKeyId, depth + 1);
  }
  if (how === 'id' && typeof body === 'string') return apiKeyId(body);
  if (how !== 'value') return REDACTED;
  return typeof body === 'string' ? short(body) : body;
}

type Fields = Readonly<Record<string, unknown>>;

function redactFields(
  fields: Fields,
  apiKeyId: Redactor['apiKeyId'],
  depth: number,
  names = FIELDS,
): Fields {
  const redacted: Record<string, unknown> = {};
  for (const name of Object.keys(fields).slice(0, MAX_FIELDS)) {
    const how = names.get(name);
    redacted[how === undefined ? UNKNOWN_FIELD : name] = redactBody(
      fields[name],
      apiKeyId,
      how,
      depth,
    );
  }
  return redacted;
}

function short(text: string): string {
  return text.length > MAX_TEXT_LENGTH
    ? `${text.slice(0, MAX_TEXT_LENGTH)}…`
    : text;
}
