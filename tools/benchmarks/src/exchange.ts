import { OAuthTokensSchema, type OAuthTokens } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';

export const TOKEN_PATH = '/api/v0/token';

/** A request that asks for tokens, and how to tell a correct answer. */
export interface TokenRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** @throws Error for an answer that is not correct. */
  readonly check: (answer: unknown) => unknown;
}

const documented =
  description.paths[TOKEN_PATH].post.requestBody.content['application/json']
    .examples.identityToken.value;

/** The documented exchange, to a server at this address. */
export function documentedExchange(origin: string): TokenRequest {
  return exchange(origin, documented, {
    id: documented.identity_token.receiver,
    secret: 'benchmark-api-secret-key',
  });
}

export function exchange(
  origin: string,
  body: unknown,
  key: { readonly id: string; readonly secret: string },
): TokenRequest {
  return {
    url: origin + TOKEN_PATH,
    headers: {
      API_KEY_ID: key.id,
      API_SECRET_KEY: key.secret,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
    check: (answer): OAuthTokens => OAuthTokensSchema.parse(answer),
  };
}

/**
 * The same request of another kind of server: a refresh, the cheapest grant for which `oauth2-mock-server` signs both an
 * access and an id token, as the exchange does.
 */
export function oauth2Refresh(origin: string): TokenRequest {
  return {
    url: `${origin}/token`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: 'benchmark',
      client_id: documented.identity_token.receiver,
    }).toString(),
    check(answer) {
      const { access_token, id_token } = answer as Partial<OAuthTokens>;
      if (![access_token, id_token].every((jwt) => algOf(jwt) === 'ES256')) {
        throw new Error('The answer does not hold two ES256 tokens.');
      }
    },
  };
}

function algOf(jwt: string | undefined): unknown {
  const [header = ''] = (jwt ?? '').split('.');
  const { alg } = JSON.parse(
    Buffer.from(header, 'base64url').toString() || '{}',
  ) as { alg?: unknown };
  return alg;
}

/**
 * Sends a request once.
 *
 * @throws Error when the answer is not the correct one.
 */
export async function send({
  url,
  headers,
  body,
  check,
}: TokenRequest): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (response.status !== 200) {
    throw new Error(`${url} answered ${String(response.status)}: ${text}`);
  }
  return check(JSON.parse(text));
}
