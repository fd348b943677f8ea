import { expect } from 'vitest';
import { CotterErrorBodySchema, OAuthTokensSchema } from '@org/cotter-types';
import type { CotterErrorBody, OAuthTokens } from '@org/cotter-types';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import type { MockCotter } from '../mock.ts';

/** What a call may send in addition to its body. */
export interface Extra {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly id?: string;
}

/** Sends JSON, with only the API key id. */
export function send(
  mock: MockCotter,
  path: string,
  body: unknown,
  { method = 'POST', headers = {}, id = mock.apiKey.id }: Extra = {},
): Promise<Response> {
  return fetch(mock.url + path, {
    method,
    headers: {
      API_KEY_ID: id,
      'Content-Type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Sends JSON, with both keys. */
export function sendSecret(
  mock: MockCotter,
  path: string,
  body: unknown,
  extra: Extra = {},
): Promise<Response> {
  const headers = { API_SECRET_KEY: mock.apiKey.secret, ...extra.headers };
  return send(mock, path, body, { ...extra, headers });
}

/** Exchanges an identity token, by default one without a fault. */
export function exchange(
  mock: MockCotter,
  identityToken = mock.mintIdentityToken(),
): Promise<Response> {
  return sendSecret(mock, TOKEN_PATH, {
    grant_type: 'identity_token',
    identity_token: identityToken,
  });
}

/** Refreshes, in the form of today. */
export function refresh(
  mock: MockCotter,
  token?: string,
  extra: Extra = {},
): Promise<Response> {
  const { id = mock.apiKey.id } = extra;
  return send(
    mock,
    `${TOKEN_PATH}/${encodeURIComponent(id)}`,
    {
      grant_type: 'refresh_token',
      ...(token === undefined ? {} : { refresh_token: token }),
    },
    extra,
  );
}

/** The tokens of a 200 answer. */
export async function tokensOf(
  response: Promise<Response> | Response,
): Promise<OAuthTokens> {
  const { status, text } = await read(response);
  expect([status, text]).toEqual([200, text]);
  return OAuthTokensSchema.parse(JSON.parse(text));
}

/** The status and body of a refusal. */
export async function refusalOf(
  response: Promise<Response> | Response,
): Promise<CotterErrorBody & { status: number }> {
  const { status, text } = await read(response);
  return { status, ...CotterErrorBodySchema.parse(JSON.parse(text)) };
}

/** The claims of a JWT, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  const part = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(part) as Record<string, unknown>;
}

async function read(
  response: Promise<Response> | Response,
): Promise<{ status: number; text: string }> {
  const answer = await response;
  return { status: answer.status, text: await answer.text() };
}
