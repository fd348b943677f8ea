import { refusesToken } from '../errors/action.ts';
import { readRequestId } from '../errors/request-id.ts';
import { hasBrand, type CotterError } from '../errors/cotter-error.ts';
import type { ClientFault, StoreFault } from './session-error.ts';
import { isRefreshToken } from '../stores/tokens.ts';

/**
 * What a failed refresh means for the token that it may have sent. `refused` says that the server did not look at the
 * token, because something else is wrong, such as the API key.
 */
export type Outcome = 'not_sent' | 'refused' | 'rejected' | 'unknown';

/**
 * Takes from a client's error what is known to hold no secret: a client may be anybody's, and its errors may hold the
 * whole request.
 */
export function clientFailure(error: unknown): ClientFailure {
  try {
    return readFailure(error);
  } catch {
    // A field of it throws.
    return { outcome: 'unknown', fault: {} };
  }
}

interface ClientFailure {
  readonly outcome: Outcome;
  readonly fault: ClientFault;
  /** The next refresh token, where the failure brought one; the one that was sent is then replaced. */
  readonly replacement?: string;
}

function readFailure(error: unknown): ClientFailure {
  const fields = fieldsOf(error);
  const { code, outcome, retryAfterMs, status } = fields;
  const requestId = hasBrand(error)
    ? readRequestId(fields['requestId'])
    : undefined;
  const replacement = recovered(error);
  return {
    ...(replacement === undefined ? {} : { replacement }),
    outcome: readOutcome(outcome, fields),
    fault: {
      ...(hasBrand(error) && typeof code === 'string'
        ? { clientCode: code }
        : {}),
      ...(isCount(status) ? { status } : {}),
      ...(isCount(retryAfterMs) ? { retryAfterMs } : {}),
      ...(requestId === undefined ? {} : { requestId }),
    },
  };
}

function recovered(error: unknown): string | undefined {
  if (!hasBrand(error)) return undefined;
  // Another copy of the package may be older than the method.
  const { recoverRefreshToken } = error as Partial<CotterError>;
  const token: unknown = recoverRefreshToken?.call(error as CotterError);
  return isRefreshToken(token) ? token : undefined;
}

/** To end a session because of a wrong API key (401) or address (404) would do harm that cannot be undone. */
function readOutcome(
  outcome: unknown,
  { action, code, serverMessage, status }: Partial<Record<string, unknown>>,
): Outcome {
  // Nothing was sent, and nothing will be until the application changes something.
  if (outcome === 'not_sent')
    return code === 'invalid_input' || code === 'missing_secret'
      ? 'refused'
      : outcome;
  // A browser may have used the token by sending it twice, but what it is refused for will not pass.
  if (outcome === 'unknown' && action === 'sign_in') return 'rejected';
  if (outcome !== 'rejected') return 'unknown';
  const isFinal =
    typeof serverMessage === 'string'
      ? refusesToken(serverMessage)
      : status === undefined || status === 400;
  return isFinal ? 'rejected' : 'refused';
}

/** Takes only the system code from a store's error, for the same reason. */
export function storeFault(
  operation: StoreFault['operation'],
  error: unknown,
): StoreFault {
  const code = codeOf(error);
  return typeof code === 'string' && /^E[A-Z0-9]{1,15}$/.test(code)
    ? { operation, systemCode: code }
    : { operation };
}

function codeOf(error: unknown): unknown {
  try {
    return fieldsOf(error)['code'];
  } catch {
    return undefined;
  }
}

function fieldsOf(error: unknown): Partial<Record<string, unknown>> {
  return typeof error === 'object' && error !== null ? error : {};
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
