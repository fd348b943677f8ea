import { CotterErrorBodySchema, OAuthTokensSchema } from '@org/cotter-types';
import type { CotterClientError } from '../errors/client-errors.ts';
import {
  CotterApiError,
  CotterResponseError,
  type ResponseFault,
} from '../errors/api-error.ts';
import type { Operation } from '../operations/operation.ts';
import { outcomeOfStatus, type Outcome } from '../errors/outcome.ts';
import { actionOfStatus, mayPass } from '../errors/action.ts';
import { problemsOf, type Problem } from '../errors/problems.ts';
import { redact } from '../errors/redact.ts';
import { readRequestId } from '../errors/request-id.ts';
import { retryAfterMs } from './backoff.ts';
import type { TransportResponse } from '../transport/transport.ts';

/** What an attempt comes to. */
export type AttemptResult<Result> =
  { readonly value: Result } | { readonly error: CotterClientError };

/** The one thing in an answer that cannot be had again, and is looked for even where the rest is of no use. */
const RotatedSchema = OAuthTokensSchema.pick({ refresh_token: true });

/** What is known of the call. */
export interface ReadOptions {
  /** For an answer that brings none. */
  readonly requestId: string;
  /** What was sent and must not come back in an error's text. */
  readonly secrets: readonly string[];
  /** What may be shown although a secret contains it too. */
  readonly publicText: string;
  /** The time in Unix milliseconds. */
  readonly now: number;
}

/**
 * Reads an answer. The body decides, not its `Content-Type`: a body that the description accepts is accepted under any
 * label. Fields that are not described are dropped.
 */
export function readResponse<Result>(
  response: TransportResponse,
  operation: Operation<Result>,
  options: ReadOptions,
): AttemptResult<Result> {
  const reading: ResponseContext<Result> = {
    response,
    operation,
    ...options,
    requestId: requestIdOf(response, options.secrets) ?? options.requestId,
    json: 'text' in response.body ? parseJson(response.body.text) : undefined,
  };
  return isSuccess(reading)
    ? readSuccess(reading)
    : { error: apiError(reading) };
}

interface ResponseContext<Result> extends ReadOptions {
  readonly response: TransportResponse;
  readonly operation: Operation<Result>;
  /** The body, if it is JSON. */
  readonly json: { readonly value: unknown } | undefined;
}

/** Where the body does not matter, none at all is as good. */
function isSuccess({ response, operation }: ResponseContext<unknown>): boolean {
  const { status, sent } = response;
  if (!sent) return false;
  return status === 200 || (status === 204 && operation.answer === undefined);
}

function readSuccess<Result>(
  reading: ResponseContext<Result>,
): AttemptResult<Result> {
  const { response, operation, json } = reading;
  const { answer } = operation;
  // Without an answer to read, the result is `void`.
  if (answer === undefined) return { value: undefined as Result };
  const { body } = response;
  if ('unreadable' in body) {
    const coding = 'coding' in body ? body.coding : undefined;
    return noValue(reading, body.unreadable, [], coding);
  }
  if (json === undefined) {
    return noValue(reading, body.text === '' ? 'empty' : 'not_json');
  }
  const result = answer.schema.safeParse(json.value, { reportInput: true });
  return result.success
    ? { value: result.data }
    : noValue(reading, 'wrong_shape', problemsOf(result.error.issues));
}

function noValue(
  reading: ResponseContext<unknown>,
  fault: ResponseFault,
  problems: readonly Problem[] = [],
  coding?: string,
): { readonly error: CotterResponseError } {
  const { operation, requestId } = reading;
  // A body cut short may be whole the next time; one that is too large or of another shape will not change.
  const isFinal = ['not_decoded', 'too_large', 'wrong_shape'].includes(fault);
  const details = refreshDetails(reading, 'unknown');
  const error = new CotterResponseError(fault, {
    what: operation.answer?.what ?? '',
    problems,
    coding,
    requestId,
    // The next refresh token came all the same.
    action: isFinal && details.refreshToken === undefined ? 'fix' : 'retry',
    retryable: operation.repeatable && !isFinal,
    ...details,
  });
  return { error };
}

function apiError(reading: ResponseContext<unknown>): CotterApiError {
  const { response, operation, secrets, publicText, requestId, json, now } =
    reading;
  const { status, sent } = response;
  const envelope = CotterErrorBodySchema.safeParse(json?.value).data;
  const action = actionOfStatus(status, operation.name, envelope?.msg);
  const outcome = sent ? outcomeOfStatus(status) : 'not_sent';
  // The first of two requests may have used the token, and the second was refused for that.
  const isOpen =
    response.mayBeRepeated && outcome === 'rejected' && action === 'sign_in';
  return new CotterApiError({
    status,
    action,
    byProxy: !sent,
    requestId,
    serverMessage: envelope && redact(envelope.msg, secrets, publicText),
    serverType: envelope && redact(envelope.type, secrets, publicText),
    retryAfterMs: retryAfterMs(response.header('retry-after'), now),
    retryable:
      status === 429 ||
      status === 503 ||
      (operation.repeatable && mayPass(status)),
    ...refreshDetails(reading, isOpen ? 'unknown' : outcome),
  });
}

/** More properties for the errors of calls that use up a refresh token. */
function refreshDetails(
  { operation, response, json }: ResponseContext<unknown>,
  outcome: Outcome,
): { readonly outcome?: Outcome; readonly refreshToken?: string } {
  if (!operation.spendsRefreshToken) return {};
  const isGood =
    response.sent && response.status >= 200 && response.status <= 299;
  const found = isGood ? RotatedSchema.safeParse(json?.value).data : undefined;
  return { outcome, ...(found && { refreshToken: found.refresh_token }) };
}

function requestIdOf(
  response: TransportResponse,
  secrets: readonly string[],
): string | undefined {
  const id = readRequestId(response.header('x-request-id'));
  return id && redact(id, secrets);
}

/** Wrapped, because `null` is JSON too. The parser's own error is dropped: it quotes the text. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
