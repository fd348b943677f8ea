import { description } from '@org/cotter-types/description';
import type { Services } from './services.ts';
import type { ApiKey } from '../options/options.ts';
import { signJwt } from '../tokens/jwt.ts';
import type { Minter } from '../tokens/minter.ts';
import { operationIdOf, type OperationId } from '../api/names.ts';

const { parameters, securitySchemes } = description.components;
const TOKEN_PATH = '/api/v0/token' satisfies keyof typeof description.paths;

/** What the lines contain. */
export interface CurlOptions {
  /** Where the mock answers, without a trailing slash. */
  readonly url: string;
  /** The keys that the lines send. */
  readonly apiKey: ApiKey;
  readonly minter: Minter;
  readonly services: Services;
}

/** A request of one operation. */
interface Sample {
  readonly keys: readonly (keyof typeof securitySchemes)[];
  readonly cookie?: string;
  readonly body?: unknown;
}

/** One curl line for each kind of request, with live tokens, to paste into a POSIX shell. */
export function curlLines(subject: CurlOptions): string[] {
  const { url, apiKey } = subject;
  const samples = samplesFor(subject);
  const paths: Readonly<Record<string, object>> = description.paths;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const id = operationIdOf(operation);
      if (id === undefined) return [];
      const target = path.replace(
        `{${parameters.ApiKeyIdInPath.name}}`,
        encodeURIComponent(apiKey.id),
      );
      return samples[id]().map((sample) =>
        lineOf(sample, method, url + target, apiKey),
      );
    }),
  );
}

/** A curl line that exchanges an identity token. It begins no session before it is sent. */
export function exchangeLine(subject: CurlOptions): string {
  const [sample] = samplesFor(subject).exchangeToken();
  return lineOf(sample, 'post', subject.url + TOKEN_PATH, subject.apiKey);
}

/** By operationId. Only the function of an operation begins the sessions that its samples need. */
type Samples = Readonly<
  Record<Exclude<OperationId, 'exchangeToken'>, () => readonly Sample[]>
> & { readonly exchangeToken: () => readonly [Sample, ...Sample[]] };

function samplesFor({ apiKey, minter, services }: CurlOptions): Samples {
  const user = minter.mintIdentityToken();
  const subject = {
    apiKeyId: apiKey.id,
    userId: user.identifier_id,
    identifier: user.identifier,
    authMethod: 'OTP',
    authTime: user.timestamp,
  };
  const both = ['ApiKeyId', 'ApiSecretKey'] as const;
  const idAlone = ['ApiKeyId'] as const;
  const accessToken = signJwt(
    services.issuer.accessClaims(subject, {}),
    services.keys.active(),
  );
  const refresh = (): object => ({
    grant_type: 'refresh_token',
    refresh_token: services.sessions.open(subject),
  });
  return {
    exchangeToken: () => [
      {
        keys: both,
        body: { grant_type: 'identity_token', identity_token: user },
      },
      {
        keys: both,
        body: {
          grant_type: 'event_token',
          event_token: minter.mintEventToken(),
        },
      },
      { keys: idAlone, body: refresh() },
    ],
    refreshToken: () => [
      { keys: idAlone, body: refresh() },
      {
        keys: idAlone,
        cookie: services.sessions.open(subject),
        body: { grant_type: 'refresh_token' },
      },
    ],
    signOut: () => [{ keys: idAlone, cookie: services.sessions.open(subject) }],
    getJwks: () => [{ keys: [] }],
    addCustomClaims: () => [
      {
        keys: both,
        body: { token: accessToken, custom_attributes: { plan: 'pro' } },
      },
    ],
    verifyToken: () => [
      { keys: [], body: { oauth_token: { access_token: accessToken } } },
    ],
  };
}

function lineOf(
  { keys, cookie, body }: Sample,
  method: string,
  target: string,
  apiKey: ApiKey,
): string {
  const values = { ApiKeyId: apiKey.id, ApiSecretKey: apiKey.secret };
  const headers = keys.map(
    (key) => `${securitySchemes[key].name}: ${values[key]}`,
  );
  if (cookie !== undefined)
    headers.push(`Cookie: ${parameters.RefreshTokenCookie.name}=${cookie}`);
  if (body !== undefined) headers.push('Content-Type: application/json');
  return [
    'curl -sS -X',
    method.toUpperCase(),
    quoted(target),
    ...headers.map((header) => `-H ${quoted(header)}`),
    ...(body === undefined ? [] : ['-d', quoted(JSON.stringify(body))]),
  ].join(' ');
}

/** A word of a POSIX shell that means exactly this text. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
