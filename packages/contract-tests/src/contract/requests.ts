import { description } from '@org/cotter-types/description';
import { OAuthTokensSchema, type OAuthTokens } from '@org/cotter-types';
import type { TestContext } from 'vitest';
import { filledPath, JSON_TYPE, operation } from '../description/operations.ts';
import type { ApiKey } from '../target/target.ts';
import type { Request } from '../traffic/exchange.ts';
import type { Suite } from './suite.ts';

const { ApiKeyId, ApiSecretKey } = description.components.securitySchemes;
const { name: COOKIE } = description.components.parameters.RefreshTokenCookie;

export interface RequestParts {
  readonly body?: unknown;
  /** In place of the body as JSON: these bytes. */
  readonly raw?: Buffer | string;
  /** Headers other than the keys and the type; a name that the request has already replaces it, and `null` removes it. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** A request for an operation, with every key that the description lets it carry. */
export function requestFor(
  operationId: string,
  apiKey: ApiKey,
  { body, raw, headers = {} }: RequestParts = {},
): Request {
  const { method, path, security, bodySchema } = operation(operationId);
  const values: Readonly<Record<string, string>> = {
    [ApiKeyId.name]: apiKey.id,
    [ApiSecretKey.name]: apiKey.secret,
  };
  const own: Record<string, string | null> = {};
  for (const { header } of security[0] ?? [])
    own[header] = values[header] ?? '';
  if (bodySchema !== undefined) own['Content-Type'] = JSON_TYPE;
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    method,
    path: filledPath(path, apiKey.id),
    headers: Object.entries({ ...own, ...headers }).flatMap(([name, value]) =>
      value === null ? [] : [[name, value] as const],
    ),
    ...(sent !== undefined && { body: sent }),
  };
}

/** A valid request: what its body holds, and the headers that belong to it. */
export interface Valid {
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Tokens for a new session. */
export async function login(
  suite: Suite,
  context: TestContext,
): Promise<OAuthTokens> {
  const { body } = await identityGrant(suite, context);
  const answer = await suite.ask(
    requestFor('exchangeToken', suite.target.apiKey, { body }),
    200,
  );
  return OAuthTokensSchema.parse(JSON.parse(answer.body));
}

type Build = (suite: Suite, context: TestContext) => Promise<Valid>;

const identityGrant: Build = async (suite, context) => {
  const { mintIdentityToken } = suite.need(context, 'mintIdentityToken');
  return {
    body: {
      grant_type: 'identity_token',
      identity_token: await mintIdentityToken(),
    },
  };
};

const refreshGrant: Build = async (suite, context) => {
  const { refresh_token } = await login(suite, context);
  return { body: { grant_type: 'refresh_token', refresh_token } };
};

/** For each documented example of a request, one of its kind that the target takes. */
export const validRequests: Readonly<
  Record<string, Readonly<Record<string, Build>>>
> = {
  exchangeToken: {
    identityToken: identityGrant,
    eventToken: async (suite, context) => {
      const { mintEventToken } = suite.need(context, 'mintEventToken');
      return {
        body: {
          grant_type: 'event_token',
          event_token: await mintEventToken(),
        },
      };
    },
    refreshToken: refreshGrant,
  },
  refreshToken: {
    refreshToken: refreshGrant,
    cookie: async (suite, context) => {
      const { refresh_token } = await login(suite, context);
      return {
        body: { grant_type: 'refresh_token' },
        headers: { Cookie: `${COOKIE}=${refresh_token}` },
      };
    },
  },
  addCustomClaims: {
    once: async (suite, context) => {
      const { access_token: token } = await login(suite, context);
      return { body: { token, custom_attributes: { plan: 'pro' } } };
    },
    persistent: async (suite, context) => {
      const { access_token: token, refresh_token } = await login(
        suite,
        context,
      );
      return {
        body: { token, custom_attributes: { plan: 'pro' }, refresh_token },
      };
    },
  },
  verifyToken: {
    accessToken: async (suite, context) => {
      const { access_token } = await login(suite, context);
      return { body: { oauth_token: { access_token } } };
    },
  },
};
