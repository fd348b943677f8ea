import type { TokenRequest } from '@org/cotter-types';
import type { Answer } from '../api/response.ts';
import { inputNotValid } from '../api/api-error.ts';
import {
  eventTokenProblems,
  identityTokenProblems,
} from '../tokens/check-input.ts';
import type { Subject } from '../tokens/subject.ts';
import { WARNING_HEADER, freshTokens, okWithTokens } from './answers.ts';
import { apiKeyId, apiKeyIdWithSecret, requireIssuedFor } from './api-keys.ts';
import type { Call, Handler } from '../api/handler.ts';
import { keepingCookie } from './refresh-cookie.ts';
import { presentedToken } from './refresh-token.ts';
import type { World } from './services.ts';

type Input = Exclude<TokenRequest, { grant_type: 'refresh_token' }>;

/** Issues tokens for an identity token, an event token or, for older clients, a refresh token. */
export function exchangeToken(world: World): Handler {
  return (call) => {
    const request = call.body as TokenRequest;
    return request.grant_type === 'refresh_token'
      ? refresh(world, call, request.refresh_token)
      : exchange(world, call, request);
  };
}

function exchange(world: World, call: Call, request: Input): Answer {
  const id = apiKeyIdWithSecret(world, call);
  const [subject, problems] =
    request.grant_type === 'identity_token'
      ? ofIdentityToken(world, request.identity_token, id)
      : ofEventToken(world, request.event_token, id);
  if (world.strict && problems.length > 0)
    throw inputNotValid(problems.join(' '));
  const refreshToken = world.sessions.open(subject);
  return okWithTokens(
    { ...freshTokens(world, subject, {}), refresh_token: refreshToken },
    {
      'set-cookie': keepingCookie(refreshToken),
      ...warned(world, problems),
    },
  );
}

function ofIdentityToken(
  { clock, inputKey }: World,
  token: Extract<Input, { grant_type: 'identity_token' }>['identity_token'],
  id: string,
): [Subject, string[]] {
  requireIssuedFor(id, 'identity_token.receiver', token.receiver);
  const subject = {
    apiKeyId: id,
    userId: token.identifier_id,
    identifier: token.identifier,
    authMethod: 'OTP',
    authTime: token.timestamp,
  };
  return [subject, identityTokenProblems({ clock, key: inputKey }, token)];
}

function ofEventToken(
  { clock, inputKey }: World,
  token: Extract<Input, { grant_type: 'event_token' }>['event_token'],
  id: string,
): [Subject, string[]] {
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
  return [subject, eventTokenProblems({ clock, key: inputKey }, token)];
}

function warned(
  { warnings }: World,
  problems: readonly string[],
): Record<string, string> {
  if (problems.length === 0) return {};
  const text = `Strict mode would refuse this: ${problems.join(' ')}`;
  warnings.say(`Warning: exchangeToken: ${text}`);
  return { [WARNING_HEADER]: text };
}

function refresh(world: World, call: Call, token: string): Answer {
  const { subject, claims, use } = presentedToken(
    world,
    token,
    apiKeyId(world, call),
  );
  const next = use();
  return okWithTokens(
    { ...freshTokens(world, subject, claims), refresh_token: next },
    { 'set-cookie': keepingCookie(next) },
  );
}
