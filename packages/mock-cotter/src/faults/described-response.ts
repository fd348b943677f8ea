import type { CotterErrorBody } from '@org/cotter-types';
import type { ApiResponse } from '../api/response.ts';
import type { Operation } from '../prism/prism.ts';
import { invalidRequest } from '../api/api-error.ts';
import type { Fault } from './fault.ts';

const RETRY_AFTER = 'retry-after';

/**
 * The response for a status: the description's example if it has one, otherwise an error in the API's envelope.
 *
 * @throws {ApiError} 400 if the example that is asked for is not there
 */
export function describedResponse(
  operation: Operation,
  status: number,
  { example: wanted, retryAfterSeconds }: Fault,
): ApiResponse {
  const response = operation.responses.find(
    ({ code }) => code === String(status),
  );
  const examples = response?.contents?.[0]?.examples ?? [];
  const example =
    wanted === undefined
      ? examples[0]
      : examples.find(({ key }) => key === wanted);
  if (wanted !== undefined && example === undefined)
    throw invalidRequest(
      `${operation.iid ?? 'The operation'} has no such example of ${String(status)}; it has: ${examples.map(({ key }) => key).join(', ') || 'none'}.`,
    );
  const body: CotterErrorBody = {
    msg: `A fault was asked for: ${String(status)}.`,
    type: 'fault',
  };
  const describesRetry =
    response?.headers?.some(
      ({ name }) => name.toLowerCase() === RETRY_AFTER,
    ) === true;
  const seconds = retryAfterSeconds ?? (describesRetry ? 1 : undefined);
  return {
    status,
    headers: {
      'content-type': 'application/json',
      ...(seconds === undefined ? {} : { [RETRY_AFTER]: String(seconds) }),
    },
    body: example !== undefined && 'value' in example ? example.value : body,
  };
}
