import {
  CotterErrorBodySchema,
  OAuthTokensSchema,
  type OAuthTokens,
} from '@org/cotter-types';
import { CotterApiError } from './errors/api-error.ts';
import { CotterResponseError } from './errors/response-error.ts';
import { problemsOf } from './problems.ts';
import { redact } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';
import type { TransportResponse } from './transport/transport.ts';

/**
 * Turns an answer into tokens. The body decides, not its `Content-Type`: a body that the description accepts is accepted
 * under any label. Fields that are not described are dropped.
 *
 * @param secrets what was sent and must not come back in an error's text.
 * @throws CotterResponseError for a 200 without tokens, CotterApiError for every other status.
 */
export function readAnswer(
  response: TransportResponse,
  secrets: readonly string[],
): OAuthTokens {
  const requestId = requestIdOf(response, secrets);
  if (response.status !== 200) {
    throw apiError(response, requestId, secrets);
  }
  const { body } = response;
  if ('unreadable' in body) {
    throw new CotterResponseError(body.unreadable, { requestId });
  }
  if (body.text === '') throw new CotterResponseError('empty', { requestId });
  const json = parseJson(body.text);
  if (json === undefined) {
    throw new CotterResponseError('not_json', { requestId });
  }
  const tokens = OAuthTokensSchema.safeParse(json.value, { reportInput: true });
  if (!tokens.success) {
    throw new CotterResponseError('wrong_shape', {
      requestId,
      problems: problemsOf(tokens.error.issues),
    });
  }
  return tokens.data;
}

function apiError(
  { status, headers, body }: TransportResponse,
  requestId: string | undefined,
  secrets: readonly string[],
): CotterApiError {
  const json = 'text' in body ? parseJson(body.text) : undefined;
  const envelope = CotterErrorBodySchema.safeParse(json?.value).data;
  return new CotterApiError({
    status,
    requestId,
    serverMessage: envelope && redact(envelope.msg, secrets),
    serverType: envelope && redact(envelope.type, secrets),
    retryAfterMs: retryAfterMs(headers.get('retry-after')),
  });
}

function requestIdOf(
  { headers }: TransportResponse,
  secrets: readonly string[],
): string | undefined {
  const id = headers.get('x-request-id');
  return id !== undefined && /^[!-~]{1,128}$/.test(id)
    ? redact(id, secrets)
    : undefined;
}

/** Wrapped, because `null` is JSON too. The parser's own error is dropped: it quotes the text. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
