import { backoffMs } from './backoff.ts';
import { readCallOptions, type CallOptions } from '../options/call-options.ts';
import type { ClientConfig } from '../options/client-options.ts';
import { startDeadline, type Deadline } from '../time/deadline.ts';
import {
  CotterAbortError,
  type CotterClientError,
  CotterMissingSecretError,
  CotterNetworkError,
  CotterTimeoutError,
} from '../errors/client-errors.ts';
import { actionOfFault } from '../errors/action.ts';
import type { Operation } from '../operations/operation.ts';
import { readResponse, type AttemptResult } from './read-response.ts';
import { localRequestId } from '../errors/request-id.ts';
import type { Timing } from './timing.ts';
import {
  TransportError,
  type Transport,
  type TransportFailure,
  type TransportResponse,
} from '../transport/transport.ts';

/** What calls are made with. */
export interface RequestContext {
  readonly config: ClientConfig;
  readonly transport: Transport;
  readonly timing: Timing;
}

/**
 * Sends an operation, again where that can do no harm, until it succeeds or fails for good, all within one deadline.
 *
 * Another attempt follows an error that is `retryable`. Where it would start after the deadline, the error is the
 * outcome at once: it says more than a timeout, and the caller has the remaining time.
 */
export async function sendWithRetries<Result>(
  context: RequestContext,
  operation: Operation<Result>,
  callOptions: CallOptions,
): Promise<Result> {
  const { config, timing } = context;
  const { signal, timeoutMs } = readCallOptions(callOptions, config.timeoutMs);
  const requestId = localRequestId();
  const headers = headersOf(operation, config);
  const endsAt = timing.now() + timeoutMs;
  const deadline = startDeadline(signal, timeoutMs);
  const shared: AttemptOptions = { headers, deadline, requestId };
  try {
    for (let attempt = 1; ; attempt += 1) {
      if (deadline.signal.aborted) {
        throw noResponseError(
          operation,
          { kind: 'stopped', sent: false },
          shared,
        );
      }
      const result = await sendOnce(context, operation, shared);
      if ('value' in result) return result.value;
      const { error } = result;
      const delayMs =
        error.retryable && attempt <= config.maxRetries
          ? backoffMs(
              attempt,
              'retryAfterMs' in error ? error.retryAfterMs : undefined,
              () => timing.random(),
            )
          : undefined;
      if (delayMs === undefined || timing.now() + delayMs >= endsAt) {
        throw error;
      }
      config.onEvent({
        type: 'request.retry',
        operation: operation.name,
        attempt,
        delayMs,
        reason: error.code,
        ...(error.status !== undefined && { status: error.status }),
        requestId: error.requestId,
      });
      await timing.sleep(delayMs, deadline.signal);
    }
  } finally {
    deadline.end();
  }
}

/** What the attempts of one call share. */
interface AttemptOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly deadline: Deadline;
  readonly requestId: string;
}

async function sendOnce<Result>(
  { config, transport, timing }: RequestContext,
  operation: Operation<Result>,
  attempt: AttemptOptions,
): Promise<AttemptResult<Result>> {
  const { headers, deadline, requestId } = attempt;
  const send = (freshConnection: boolean): Promise<TransportResponse> =>
    transport.send({
      method: operation.method,
      url: new URL(operation.path, config.baseUrl),
      headers,
      body: operation.body,
      signal: deadline.signal,
      freshConnection,
      cookies: operation.usesCookie,
    });
  try {
    const response = await send(operation.spendsRefreshToken).catch(
      (thrown: unknown) => {
        // A server that closes an idle connection has not read the request. At worst, an identity token is exchanged twice.
        if (isDeadConnection(thrown)) return send(true);
        throw thrown;
      },
    );
    const secret = config.apiSecretKey;
    return readResponse(response, operation, {
      requestId,
      now: timing.date(),
      publicText: config.apiKeyId,
      secrets:
        secret === undefined
          ? operation.secrets
          : [secret, ...operation.secrets],
    });
  } catch (thrown) {
    if (!(thrown instanceof TransportError)) throw thrown;
    return { error: noResponseError(operation, thrown.failure, attempt) };
  }
}

function isDeadConnection(thrown: unknown): boolean {
  if (!(thrown instanceof TransportError)) return false;
  const { failure } = thrown;
  return failure.kind === 'network' && failure.deadConnection === true;
}

function headersOf(
  operation: Operation<unknown>,
  { apiKeyId, apiSecretKey }: ClientConfig,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (operation.keys !== 'none') headers['API_KEY_ID'] = apiKeyId;
  if (operation.keys === 'id_and_secret') {
    if (apiSecretKey === undefined) {
      throw new CotterMissingSecretError(
        operation.spendsRefreshToken ? { outcome: 'not_sent' } : {},
      );
    }
    headers['API_SECRET_KEY'] = apiSecretKey;
  }
  if (operation.body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  return headers;
}

/** What it means that no answer came. */
function noResponseError(
  { repeatable, spendsRefreshToken }: Operation<unknown>,
  failure: TransportFailure,
  { deadline, requestId }: AttemptOptions,
): CotterClientError {
  const { sent, proxy } = failure;
  const action = actionOfFault(
    failure.kind === 'network' ? failure.systemCode : undefined,
  );
  const details = {
    requestId,
    action,
    retryable: action === 'retry' && (repeatable || !sent),
    ...(spendsRefreshToken && {
      outcome: sent ? ('unknown' as const) : ('not_sent' as const),
    }),
  };
  if (failure.kind === 'network') {
    return new CotterNetworkError(failure.systemCode, !sent, details, proxy);
  }
  return deadline.reason === 'aborted'
    ? new CotterAbortError(details)
    : new CotterTimeoutError(deadline.timeoutMs, !sent, details, proxy);
}
