import type { IdentityToken, OAuthTokens } from '@org/cotter-types';
import type { MockCotter } from '@org/mock-cotter';

/** Sends a request to a mock. */
export async function post(
  mock: MockCotter,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(mock.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      API_KEY_ID: mock.apiKey.id,
      API_SECRET_KEY: mock.apiKey.secret,
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Begins a session. */
export async function logIn(
  mock: MockCotter,
  token: IdentityToken = mock.mintIdentityToken(),
): Promise<OAuthTokens> {
  const { body } = await post(mock, '/api/v0/token', {
    grant_type: 'identity_token',
    identity_token: token,
  });
  return body as OAuthTokens;
}

/** Uses a refresh token. */
export function refresh(mock: MockCotter, token: string) {
  return post(mock, '/api/v0/token', {
    grant_type: 'refresh_token',
    refresh_token: token,
  });
}
