// Compile-time proof of what the types promise: `tsc` fails when one of them stops to hold.
import {
  CotterClient,
  isCotterError,
  type EventToken,
  type IdentityToken,
  type OAuthTokens,
} from './index.ts';

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
    default: {
      const nothing: never = thrown;
      return nothing;
    }
  }
}
