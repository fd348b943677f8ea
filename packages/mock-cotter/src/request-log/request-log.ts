import { API_KEY_ID } from '../api/names.ts';
import type { Clocks } from '../determinism/clocks.ts';
import type { Answer } from '../api/response.ts';
import type { Head } from '../api/request-head.ts';
import type { Fault } from '../faults/fault.ts';
import type { Redactor } from './redact-request.ts';
import {
  recordOf,
  verdictOn,
  type Admitted,
  type Course,
  type Decision,
  type RequestRecord,
} from './request-record.ts';

/** Which records to give. */
export interface RequestFilter {
  readonly apiKeyId?: string;
  readonly operation?: string;
}

/** The latest requests. */
export interface Requests {
  /** The records that a filter lets through, the oldest first; without one, all. */
  list(filter?: RequestFilter): RequestRecord[];
  /** Forgets the records of one API key id, or all. */
  clear(apiKeyId?: string): void;
}

/** Takes down what comes of a request. */
export interface OpenRecord {
  admitted(operation: Admitted): void;
  read(body: unknown): void;
  met(fault: Fault): void;
  answered(answer: Answer): void;
}

/** Takes nothing down. */
export const NO_RECORD: OpenRecord = {
  admitted: ignore,
  read: ignore,
  met: ignore,
  answered: ignore,
};

/** The log as the mock's front sees it. */
export interface RequestLog extends Requests {
  begin(head: Head): OpenRecord;
}

/**
 * Redacted as it comes, so that what is kept is small, however much was sent, and holds no token; and kept as JSON,
 * because a full log of objects is much work for the garbage collector.
 */
class Entry implements OpenRecord {
  /** The API key id as it was sent: what the request is found by. */
  readonly scope: string | undefined;
  operation: Admitted | undefined = undefined;
  readonly #id: number;
  readonly #receivedAtMs: number;
  readonly #method: string;
  readonly #headers: string;
  #body: string | undefined = undefined;
  #fault: Fault | undefined = undefined;
  #answer: string | undefined = undefined;
  #verdict: Decision | undefined = undefined;
  readonly #redactor: Redactor;

  constructor(
    id: number,
    receivedAtMs: number,
    { method, headers }: Head,
    redactor: Redactor,
  ) {
    this.scope = headers[API_KEY_ID];
    this.#id = id;
    this.#receivedAtMs = receivedAtMs;
    this.#method = method;
    this.#headers = JSON.stringify(redactor.headers(headers));
    this.#redactor = redactor;
  }

  admitted(operation: Admitted): void {
    this.operation = operation;
  }

  read(body: unknown): void {
    this.#body = JSON.stringify(this.#redactor.body(body));
  }

  met(fault: Fault): void {
    this.#fault = fault;
  }

  answered(answer: Answer): void {
    const { status, headers, body } = answer;
    const { operation } = this;
    // A fault's answer says nothing about the request.
    if (this.#fault === undefined)
      this.#verdict = verdictOn(operation, this.#body !== undefined, answer);
    this.#answer = JSON.stringify({
      status,
      headers: this.#redactor.headers(headers),
      body: this.#redactor.body(body),
    });
  }

  record(): RequestRecord {
    return recordOf({
      id: this.#id,
      receivedAtMs: this.#receivedAtMs,
      method: this.#method,
      headers: JSON.parse(this.#headers) as Course['headers'],
      operation: this.operation,
      body:
        this.#body === undefined
          ? undefined
          : { value: JSON.parse(this.#body) as unknown },
      fault: this.#fault,
      answer:
        this.#answer === undefined
          ? undefined
          : (JSON.parse(this.#answer) as Course['answer']),
      verdict: this.#verdict,
    });
  }
}

/** A log of the latest requests. */
export function createRequestLog({
  clock,
  maxRequests,
  redactor,
}: {
  readonly clock: Pick<Clocks, 'at'>;
  /** What of a request is shown. */
  readonly redactor: Redactor;
  /** How many requests are remembered; one more, and the oldest is forgotten. */
  readonly maxRequests: number;
}): RequestLog {
  let entries: Entry[] = [];
  let last = 0;
  return {
    begin(head) {
      last += 1;
      const at = clock.at(head.headers[API_KEY_ID]);
      const entry = new Entry(last, at, head, redactor);
      entries.push(entry);
      // Halved now and then, because taking the first of a long list away moves all the others.
      if (entries.length >= 2 * maxRequests)
        entries = entries.slice(-maxRequests);
      return entry;
    },
    list({ apiKeyId, operation } = {}) {
      return entries
        .slice(-maxRequests)
        .filter(
          (entry) =>
            (apiKeyId ?? entry.scope) === entry.scope &&
            (operation ?? entry.operation?.iid) === entry.operation?.iid,
        )
        .map((entry) => entry.record());
    },
    clear(apiKeyId) {
      entries = entries
        .slice(-maxRequests)
        .filter(({ scope }) => apiKeyId !== undefined && scope !== apiKeyId);
    },
  };
}

function ignore(): void {
  // There is nothing to remember.
}
