import type { CotterClient } from '@org/cotter-sdk';
import type { EventToken, IdentityToken } from '@org/cotter-types';
import { operation } from '../description/operations.ts';

/** Planted where a secret goes in; none may come out. */
export const CANARIES = {
  apiSecretKey: 'canary-api-secret-key',
  signature: 'canary-signature-of-an-input',
  token: 'canary-access-token-of-a-call',
  refreshToken: '17:CanaryRefreshTokenOfACall0123456789',
  answered: 'canary-token-of-an-answer',
} as const;

/** A call of the SDK, and what the description says of it. */
export interface SdkCall {
  readonly method: Exclude<keyof CotterClient, symbol>;
  readonly operationId: string;
  /** The example of a request that it sends; absent if the operation has no body. */
  readonly example?: string;
  /** The example with canaries in the place of its secrets. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether the server may see it twice. */
  readonly repeatable: boolean;
  call(
    client: CotterClient,
    options?: { signal?: AbortSignal },
  ): Promise<unknown>;
  /** What the call yields for a documented 200. */
  readonly yields: (answer: unknown) => unknown;
}

const same = (answer: unknown): unknown => answer;

const claims: Pick<
  SdkCall,
  'method' | 'operationId' | 'repeatable' | 'yields'
> = {
  method: 'addCustomClaims',
  operationId: 'addCustomClaims',
  repeatable: false,
  yields: (answer) => {
    const { token, refresh_token: refreshToken } = answer as Record<
      string,
      string
    >;
    return { token, ...(refreshToken !== undefined && { refreshToken }) };
  },
};

/** Every call of the SDK. */
export const sdkCalls: readonly SdkCall[] = [
  withBody('identityToken', {
    method: 'exchangeIdentityToken',
    operationId: 'exchangeToken',
    repeatable: false,
    yields: same,
    call: (client, body, options) =>
      client.exchangeIdentityToken(
        body['identity_token'] as IdentityToken,
        options,
      ),
  }),
  withBody('eventToken', {
    method: 'exchangeEventToken',
    operationId: 'exchangeToken',
    repeatable: false,
    yields: same,
    call: (client, body, options) =>
      client.exchangeEventToken(body['event_token'] as EventToken, options),
  }),
  withBody('refreshToken', {
    method: 'refresh',
    operationId: 'refreshToken',
    repeatable: false,
    yields: same,
    call: (client, body, options) =>
      client.refresh(String(body['refresh_token']), options),
  }),
  withBody('once', {
    ...claims,
    call: (client, body, options) =>
      client.addCustomClaims(
        {
          token: String(body['token']),
          customAttributes: body['custom_attributes'] as SdkCall['body'],
        },
        options,
      ),
  }),
  withBody('persistent', {
    ...claims,
    call: (client, body, options) =>
      client.addCustomClaims(
        {
          token: String(body['token']),
          customAttributes: body['custom_attributes'] as SdkCall['body'],
          refreshToken: String(body['refresh_token']),
        },
        options,
      ),
  }),
  {
    method: 'signOut',
    operationId: 'signOut',
    body: {},
    repeatable: true,
    yields: () => undefined,
    call: (client, options) => client.signOut(options),
  },
  {
    method: 'fetchJwks',
    operationId: 'getJwks',
    body: {},
    repeatable: true,
    yields: same,
    call: (client, options) => client.fetchJwks(options),
  },
];

/** Examples of requests that no call of the SDK sends, and why. */
export const NOT_SENT: Readonly<Record<string, string>> = {
  'exchangeToken refreshToken':
    'the older form of a refresh; the SDK sends the newer',
  'refreshToken cookie': 'only a browser has the cookie',
  'verifyToken accessToken': 'the SDK verifies tokens itself',
};

/** A call by the name that tests have for it. */
export function nameOf({ method, example }: SdkCall): string {
  return example === undefined ? method : `${method} (${example})`;
}

function withBody(
  example: string,
  given: Omit<SdkCall, 'body' | 'call' | 'example'> & {
    call(
      client: CotterClient,
      body: SdkCall['body'],
      options?: { signal?: AbortSignal },
    ): Promise<unknown>;
  },
): SdkCall {
  const found = operation(given.operationId).requestExamples.find(
    ({ name }) => name === example,
  );
  if (found === undefined)
    throw new Error(`${given.operationId} has no example ${example}.`);
  const body = withCanaries(found.value) as SdkCall['body'];
  return {
    ...given,
    example,
    body,
    call: (client, options) => given.call(client, body, options),
  };
}

function withCanaries(value: unknown): unknown {
  const canaries: Readonly<Record<string, string>> = {
    signature: CANARIES.signature,
    token: CANARIES.token,
    refresh_token: CANARIES.refreshToken,
  };
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) => canaries[key] ?? each),
  ) as unknown;
}
