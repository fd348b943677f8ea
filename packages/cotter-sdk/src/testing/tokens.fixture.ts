// Valid values from the description's own examples, with planted canaries where secrets stand.
import { description } from '@org/cotter-types/description';
import type {
  CotterErrorBody,
  EventToken,
  IdentityToken,
  OAuthTokens,
} from '@org/cotter-types';
import type { CotterClientOptions } from '../options/client-options.ts';
import { CotterClient } from '../client/client.ts';
import type { Timing } from '../retry/timing.ts';

export const operation = description.paths['/api/v0/token'].post;

/** The described failures by status, `default` for the rest, each with the bodies of its examples. */
export const describedFailures: readonly {
  readonly status: string;
  readonly bodies: readonly CotterErrorBody[];
}[] = Object.entries(operation.responses).flatMap(([status, response]) => {
  if (!('$ref' in response)) return [];
  const name = response.$ref.slice('#/components/responses/'.length);
  const { content } =
    description.components.responses[
      name as keyof typeof description.components.responses
    ];
  const examples: Record<string, { readonly value: CotterErrorBody }> =
    content['application/json'].examples;
  return [{ status, bodies: Object.values(examples).map((e) => e.value) }];
});

const requests = operation.requestBody.content['application/json'].examples;

export const API_KEY_ID = 'aaf7319d-8f91-4752-a23f-c43ba862d548';

/** None of these may ever show, whole or in part. */
export const CANARIES = {
  apiSecretKey: 'CANARYkey7 f00d+beef/0123456789==',
  signature: 'CANARYsig8+21P6mXSF2x357kZGkEMQTRTn3r/5Zw==',
  accessToken: 'eyJCANARYaccess9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  idToken: 'eyJCANARYid10000.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  refreshToken: '39560:CANARYrefresh11nQEk14mCp4sQs5abcdefghijklmnopqrs',
} as const;

/** Pieces of the canaries, of 8 characters, that stand in a text. */
export function leaks(text: string): string[] {
  return Object.values(CANARIES).flatMap((canary) =>
    Array.from({ length: canary.length - 7 }, (_, at) =>
      canary.slice(at, at + 8),
    ).filter((piece) => text.includes(piece)),
  );
}

export const identityToken: IdentityToken = {
  ...requests.identityToken.value.identity_token,
  receiver: API_KEY_ID,
  signature: CANARIES.signature,
};

export const eventToken: EventToken = {
  ...requests.eventToken.value.event_token,
  issuer: API_KEY_ID,
  signature: CANARIES.signature,
};

export const oauthTokens: OAuthTokens = {
  access_token: CANARIES.accessToken,
  auth_method: 'OTP',
  expires_in: 3600,
  id_token: CANARIES.idToken,
  refresh_token: CANARIES.refreshToken,
  token_type: 'Bearer',
};

export function clientFor(
  server: { readonly origin: string },
  options: Partial<CotterClientOptions> = {},
  timing?: Timing,
): CotterClient {
  return new CotterClient(
    {
      apiKeyId: API_KEY_ID,
      apiSecretKey: CANARIES.apiSecretKey,
      baseUrl: server.origin,
      // Tests of single attempts see each failure as it is.
      maxRetries: 0,
      ...options,
    },
    timing,
  );
}
