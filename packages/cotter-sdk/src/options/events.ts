import type { CotterClientError } from '../errors/client-errors.ts';
import type { OperationName } from '../operations/operation.ts';

/** An attempt failed in a way that allows another, which follows after `delayMs`. */
export interface RequestRetryEvent {
  /** Tells this event from others. */
  readonly type: 'request.retry';
  /** The operation that is tried again. */
  readonly operation: OperationName;
  /** The number of the attempt that failed, from 1. */
  readonly attempt: number;
  /** The wait before the next attempt, in milliseconds. */
  readonly delayMs: number;
  /** The `code` of the error that the attempt ended with. */
  readonly reason: CotterClientError['code'];
  /** The HTTP status of the failed attempt, if an answer arrived. */
  readonly status?: number;
  /** As on errors: the server's id of the failed attempt, or the call's own. */
  readonly requestId: string;
}

/** An event of a client, for `onEvent`. No event contains a key or a token. */
export type CotterClientEvent = RequestRetryEvent;
