import type { Refusal } from './api-error.ts';

/** A whole answer, before it is written to the wire. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** A refusal in the API's envelope. */
export function refused({ status, headers, body }: Refusal): Answer {
  return { status, headers: { ...JSON_HEADERS, ...headers }, body };
}
