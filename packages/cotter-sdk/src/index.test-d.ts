// Compile-time proof of what the types promise: `tsc` fails when one of them stops to hold.
import {
  CotterClient,
  isCotterError,
  type AnyCotterError,
  type CotterClientError,
  type CotterErrorCode,
  type CotterMissingSecretError,
  type EventToken,
  type IdentityToken,
  type OAuthTokens,
  type Outcome,
} from './index.ts';
import type { CotterSessionError } from './session/index.ts';
import type { CotterVerificationError } from './verify/index.ts';

export async function keepsGrantsApart(
  client: CotterClient,
  identityToken: IdentityToken,
  eventToken: EventToken,
): Promise<OAuthTokens[]> {
  // @ts-expect-error -- an event token is no identity token
  await client.exchangeIdentityToken(eventToken);
  // @ts-expect-error -- an identity token is no event token
  await client.exchangeEventToken(identityToken);
  return [
    await client.exchangeIdentityToken(identityToken),
    await client.exchangeEventToken(eventToken, { timeoutMs: 1 }),
  ];
}

/** A refresh may bring no refresh token; the one that was used is then kept (RFC 6749 section 6). */
export async function mayBringNoRefreshToken(
  client: CotterClient,
): Promise<string> {
  const { access_token, refresh_token } = await client.refresh('17:x');
  // @ts-expect-error -- it may be absent
  const next: string = refresh_token;
  return access_token + next;
}

export function refusesMisuse(keys: {
  apiKeyId: string;
  apiSecretKey: string;
}): void {
  // @ts-expect-error -- the API key id is needed
  new CotterClient({ apiSecretKey: 'secret' });
  new CotterClient({ apiKeyId: 'id' });
  // @ts-expect-error -- as axios spells it
  new CotterClient({ ...keys, baseURL: 'https://www.cotter.app' });
  new CotterClient({ ...keys, baseUrl: undefined });
}

/** Every error class is in the family, and says what became of a refresh token. */
export function hasAllMembers(
  error:
    CotterMissingSecretError | CotterSessionError | CotterVerificationError,
): [AnyCotterError, CotterErrorCode, Outcome | undefined] {
  return [error, error.code, error.outcome];
}

/** Codes are literals, and a client's own calls reject with less than the whole family. */
export const codes: CotterErrorCode[] = [
  'signed_out',
  // @ts-expect-error -- no such code
  'made_up',
];
export const clientCodes: CotterClientError['code'][] = [
  'timeout',
  // @ts-expect-error -- only of sessions
  'signed_out',
];

/** The family is closed: a switch over all codes leaves nothing. */
export function narrowsByCode(thrown: unknown): string | number | undefined {
  if (!isCotterError(thrown)) throw thrown;
  switch (thrown.code) {
    case 'aborted':
    case 'missing_secret':
      return thrown.message;
    case 'invalid_input':
      return thrown.problems[0]?.path;
    case 'invalid_response':
      return thrown.fault;
    case 'network_error':
      return thrown.systemCode;
    case 'timeout':
      return thrown.timeoutMs;
    case 'bad_request':
    case 'payload_too_large':
    case 'rate_limited':
    case 'server_error':
    case 'unauthorized':
    case 'unexpected_status':
    case 'unsupported_media_type':
      return thrown.retryAfterMs;
    case 'refresh_not_sent':
    case 'refresh_refused':
    case 'refresh_replaced':
    case 'refresh_unknown':
      return thrown.clientCode;
    case 'signed_out':
      return thrown.reason;
    case 'store_failed':
      return thrown.operation;
    case 'keys_unavailable':
    case 'unsupported_runtime':
      return thrown.status;
    case 'token_invalid':
      return thrown.field;
    default: {
      const nothing: never = thrown;
      return nothing;
    }
  }
}
