import type { Refusal } from '../refusal.ts';
import type { PrismResponse } from './prism.ts';

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

export function fromPrism(response: PrismResponse): Answer {
  // Prism gives null for a header that it cannot make up, and a number for a numeric one, whatever its types say.
  const headers = Object.entries<unknown>(response.headers ?? {}).flatMap(
    ([name, value]): [string, string][] =>
      typeof value === 'string' || typeof value === 'number'
        ? [[name.toLowerCase(), String(value)]]
        : [],
  );
  return {
    status: response.statusCode,
    headers: Object.fromEntries(headers),
    body: response.body,
  };
}

export function toPrism({ status, headers, body }: Answer): PrismResponse {
  return { statusCode: status, headers: { ...headers }, body };
}
