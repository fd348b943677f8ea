import {
  EventTokenSchema,
  IdentityTokenSchema,
  type EventToken,
  type IdentityToken,
} from '@org/cotter-types';
import type { Services } from '../handlers/services.ts';
import {
  eventTokenProblems,
  identityTokenProblems,
  isDocumentationExample,
} from './check-input.ts';
import { explainJwt, type Explanation, type Verdict } from './explain-jwt.ts';

/**
 * Says what a token is, and what the mock finds when it checks it: an access or id token, a refresh token, or an identity
 * or event token as JSON. Nothing is used up or revoked.
 */
export function explainToken(
  services: Services,
  issuer: string,
  text: string,
): Explanation {
  const token = text.trim();
  const { apiKeys, clock, keys } = services;
  if (token.startsWith('{')) return explainInput(services, token);
  if (token.split('.').length === 3)
    return explainJwt(token, { apiKeys, issuer, keys, nowMs: clock.now() });
  if (/^\d+:/.test(token)) return explainRefreshToken(services, token);
  return {
    kind: 'unknown',
    checks: [
      {
        check: 'form',
        passed: false,
        why: 'this is no JWT, no refresh token, and no identity or event token as JSON',
      },
    ],
  };
}

function explainRefreshToken(
  { sessions }: Services,
  token: string,
): Explanation {
  const kind = 'refresh token';
  const found = sessions.look(token);
  if (found === undefined) {
    const why = 'this mock never issued it, or has forgotten its session';
    return { kind, checks: [{ check: 'session', passed: false, why }] };
  }
  const { record, behind } = found;
  return {
    kind,
    checks: [
      {
        check: 'session',
        passed: record.ended === undefined,
        why: `session ${String(record.number)} of user ${record.userId}, API key id ${record.apiKeyId}${record.ended === undefined ? '' : `; it ended: ${record.ended}`}`,
      },
      {
        check: 'use',
        passed: behind === 0,
        why:
          behind === 0
            ? 'it is the current one'
            : `it was used; ${String(behind)} came after it`,
      },
      {
        check: 'expiry',
        passed: !found.isExpired,
        why: `${found.isExpired ? 'it expired' : 'it expires'} at ${record.expiresAt}`,
      },
    ],
  };
}

function explainInput(
  { apiKeys, clock, inputKey: key }: Services,
  text: string,
): Explanation {
  let token: unknown;
  try {
    token = JSON.parse(text) as unknown;
  } catch {
    const why = 'it is not JSON';
    return { kind: 'unknown', checks: [{ check: 'form', passed: false, why }] };
  }
  const isEvent = 'event' in (token as object);
  const kind = isEvent ? 'event token' : 'identity token';
  const parsed = (isEvent ? EventTokenSchema : IdentityTokenSchema).safeParse(
    token,
  );
  if (!parsed.success)
    return {
      kind,
      checks: parsed.error.issues.map(({ path, message }) => ({
        check: path.map(String).join('.') || 'form',
        passed: false,
        why: message,
      })),
    };
  const input = parsed.data;
  const problems =
    'event' in input
      ? eventTokenProblems({ clock, key }, input)
      : identityTokenProblems({ clock, key }, input);
  return {
    kind,
    checks: [
      { check: 'fields', passed: true, why: 'as the description says' },
      forApiKey(input, apiKeys),
      ...('approved' in input
        ? [
            {
              check: 'approved',
              passed: input.approved,
              why: input.approved ? 'true' : 'the user did not approve',
            },
          ]
        : []),
      isDocumentationExample(input)
        ? {
            check: 'signature',
            passed: false,
            why: 'not the base64 of 64 bytes, as in the examples of the documentation',
          }
        : {
            check: 'signature and time',
            passed: problems.length === 0,
            why: problems.join(' ') || 'valid',
          },
    ],
  };
}

function forApiKey(
  input: EventToken | IdentityToken,
  apiKeys: Services['apiKeys'],
): Verdict {
  const [check, id] =
    'event' in input ? ['issuer', input.issuer] : ['receiver', input.receiver];
  const passed = apiKeys.some((known) => known.id === id);
  return {
    check,
    passed,
    why: passed
      ? 'an API key id of this mock'
      : "is none of this mock's API key ids",
  };
}
