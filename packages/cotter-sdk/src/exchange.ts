import type { OAuthTokens, TokenRequest, paths } from '@org/cotter-types';
import { readCallOptions, type CallOptions } from './call-options.ts';
import type { ClientConfig } from './client-options.ts';
import { CotterAbortError } from './errors/abort-error.ts';
import { CotterNetworkError } from './errors/network-error.ts';
import { CotterTimeoutError } from './errors/timeout-error.ts';
import { readAnswer } from './read-answer.ts';
import {
  TransportError,
  type Transport,
  type TransportRequest,
} from './transport/transport.ts';

const TOKEN_PATH = '/api/v0/token' satisfies keyof paths;

/** Sends one grant, once, and returns what it yields. */
export async function exchange(
  transport: Transport,
  config: ClientConfig,
  grant: TokenRequest,
  callOptions: CallOptions,
): Promise<OAuthTokens> {
  const request: TransportRequest = {
    method: 'POST',
    url: new URL(TOKEN_PATH, config.baseUrl),
    headers: {
      API_KEY_ID: config.apiKeyId,
      API_SECRET_KEY: config.apiSecretKey,
      Accept: 'application/json',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(grant),
    ...readCallOptions(callOptions, config.timeoutMs),
  };
  const response = await transport.send(request).catch((thrown: unknown) => {
    throw callError(thrown, request);
  });
  return readAnswer(response, [config.apiSecretKey, signatureOf(grant)]);
}

function signatureOf(grant: TokenRequest): string {
  return grant.grant_type === 'identity_token'
    ? grant.identity_token.signature
    : grant.event_token.signature;
}

function callError(thrown: unknown, { timeoutMs }: TransportRequest): unknown {
  if (!(thrown instanceof TransportError)) return thrown;
  const { failure } = thrown;
  switch (failure.kind) {
    case 'aborted':
      return new CotterAbortError();
    case 'timeout':
      return new CotterTimeoutError(timeoutMs);
    case 'network':
      return new CotterNetworkError(failure.systemCode, failure.notSent);
  }
}
