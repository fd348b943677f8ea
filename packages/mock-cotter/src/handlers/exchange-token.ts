import type { TokenRequest } from '@org/cotter-types';
import type { ApiResponse } from '../api/response.ts';
import { inputNotValid } from '../api/api-error.ts';
import {
  eventTokenProblems,
  identityTokenProblems,
  isDocumentationExample,
} from '../tokens/check-input.ts';
import type { Subject } from '../tokens/subject.ts';
import { WARNING_HEADER } from '../api/names.ts';
import { freshTokens, okWithTokens } from './answers.ts';
import { apiKeyId, apiKeyIdWithSecret, requireIssuedFor } from './api-keys.ts';
import type { Call, Handler } from '../api/handler.ts';
import { keepingCookie } from './refresh-cookie.ts';
import { presentedToken } from './refresh-token.ts';
import type { Services } from './services.ts';

/** The field that holds the token, who it is about, what is wrong with it, and whether the documentation prints it. */
type Found = [
  name: string,
  subject: Subject,
  problems: string[],
  isExample: boolean,
];

type Input = Exclude<TokenRequest, { grant_type: 'refresh_token' }>;

/** Issues tokens for an identity token, an event token or, for older clients, a refresh token. */
export function exchangeToken(services: Services): Handler {
  return (call) => {
    const request = call.body as TokenRequest;
    return request.grant_type === 'refresh_token'
      ? refresh(services, call, request.refresh_token)
      : exchange(services, call, request);
  };
}

async function exchange(
  services: Services,
  call: Call,
  request: Input,
): Promise<ApiResponse> {
  const id = apiKeyIdWithSecret(services, call);
  const [name, subject, problems, isExample] =
    request.grant_type === 'identity_token'
      ? ofIdentityToken(services, request.identity_token, id)
      : ofEventToken(services, request.event_token, id);
  if (services.strict && isExample)
    problems.unshift(
      `${name}.signature is not the base64 of 64 bytes, as in the examples of the documentation; strict mode refuses these.`,
    );
  if (problems.length > 0) throw inputNotValid(problems.join(' '));
  const refreshToken = services.sessions.open(subject);
  const warning = isExample ? warned(services, name) : {};
  const tokens = await freshTokens(services, subject, {});
  return okWithTokens(
    { ...tokens, refresh_token: refreshToken },
    { 'set-cookie': keepingCookie(refreshToken), ...warning },
  );
}

function ofIdentityToken(
  { clock, inputKey }: Services,
  token: Extract<Input, { grant_type: 'identity_token' }>['identity_token'],
  id: string,
): Found {
  requireIssuedFor(id, 'identity_token.receiver', token.receiver);
  const subject = {
    apiKeyId: id,
    userId: token.identifier_id,
    identifier: token.identifier,
    authMethod: 'OTP',
    authTime: token.timestamp,
  };
  return [
    'identity_token',
    subject,
    identityTokenProblems({ clock, key: inputKey }, token),
    isDocumentationExample(token),
  ];
}

function ofEventToken(
  { clock, inputKey }: Services,
  token: Extract<Input, { grant_type: 'event_token' }>['event_token'],
  id: string,
): Found {
  requireIssuedFor(id, 'event_token.issuer', token.issuer);
  if (!token.approved)
    throw inputNotValid(
      'event_token.approved is false: the user did not approve.',
    );
  const subject = {
    apiKeyId: id,
    userId: token.client_user_id,
    authMethod: token.method,
    authTime: token.timestamp,
  };
  return [
    'event_token',
    subject,
    eventTokenProblems({ clock, key: inputKey }, token),
    isDocumentationExample(token),
  ];
}

function warned({ warnings }: Services, name: string): Record<string, string> {
  const text = `${name} is an example of the documentation: its signature and its time were not checked. Strict mode refuses it.`;
  warnings.warn(`Warning: exchangeToken: ${text}`);
  return { [WARNING_HEADER]: text };
}

async function refresh(
  services: Services,
  call: Call,
  token: string,
): Promise<ApiResponse> {
  const { subject, claims, use } = presentedToken(
    services,
    token,
    apiKeyId(services, call),
  );
  const next = use();
  const tokens = await freshTokens(services, subject, claims);
  return okWithTokens(
    { ...tokens, refresh_token: next },
    { 'set-cookie': keepingCookie(next) },
  );
}
