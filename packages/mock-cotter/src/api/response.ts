import type { ApiError } from './api-error.ts';

/** A whole answer, before it is written to the wire. */
export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent as JSON, or a `Readable`. */
  readonly body: unknown;
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** A refusal in the API's envelope. */
export function errorResponse({
  status,
  headers,
  body,
}: ApiError): ApiResponse {
  return { status, headers: { ...JSON_HEADERS, ...headers }, body };
}
