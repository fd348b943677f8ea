import { API_KEY_ID } from '../api-key-id.ts';
import type { Clocks } from '../clocks.ts';
import type { Answer } from '../engine/answer.ts';
import type { Head } from '../engine/head.ts';
import type { Fault } from '../faults/fault.ts';
import { WARNING_HEADER } from '../handlers/answers.ts';
import type { Redactor } from './redact-request.ts';

/** One thing that the mock looked at before it answered, in the order in which it looks. */
export interface Decision {
  readonly check: 'body' | 'keys' | 'operation' | 'request';
  readonly passed: boolean;
  /** Why not, in the words of the answer; for a request that passed, what strict mode would have refused. */
  readonly why?: string;
}

/** What the mock remembers of a request, without keys, tokens, signatures and personal data. */
export interface RequestRecord {
  /** Counts up from 1. */
  readonly id: number;
  /** When it came, by the mock's clock, in ISO 8601. */
  readonly receivedAt: string;
  readonly method: string;
  /** The operationId, and its path as the description writes it; both are missing if there is no such operation. */
  readonly operation?: string;
  readonly path?: string;
  /** The header `API_KEY_ID`; redacted if it is neither one of the mock's nor a UUID, since it may be a secret key then. */
  readonly apiKeyId?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body's shape; missing if it was not read. */
  readonly body?: unknown;
  readonly decisions: readonly Decision[];
  /** The fault that it met, if any. */
  readonly fault?: Fault;
  /** The answer; missing as long as there is none, and for a connection that was cut. */
  readonly answer?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

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

/** An operation of the description: its operationId, and its path as the description writes it. */
export interface Admitted {
  readonly iid?: string | undefined;
  readonly path: string;
}

/** A record that is still being written. */
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

type Draft = { -readonly [Name in keyof RequestRecord]: RequestRecord[Name] };

/** A record, and what it is found by. */
interface Entry {
  readonly draft: Draft;
  readonly scope: string | undefined;
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
    begin({ method, headers }) {
      last += 1;
      const decisions: Decision[] = [];
      const apiKeyId = headers[API_KEY_ID];
      const draft: Draft = {
        id: last,
        receivedAt: new Date(clock.at(apiKeyId)).toISOString(),
        method,
        headers: redactor.headers(headers),
        decisions,
        ...(apiKeyId === undefined
          ? {}
          : { apiKeyId: redactor.apiKeyId(apiKeyId) }),
      };
      entries.push({ draft, scope: apiKeyId });
      // Halved now and then, because taking the first of a long list away moves all the others.
      if (entries.length >= 2 * maxRequests)
        entries = entries.slice(-maxRequests);
      return {
        admitted({ iid, path }) {
          if (iid !== undefined) draft.operation = iid;
          draft.path = path;
          decisions.push(
            { check: 'operation', passed: true },
            { check: 'keys', passed: true },
          );
        },
        read(body) {
          draft.body = redactor.body(body);
          decisions.push({ check: 'body', passed: true });
        },
        met(fault) {
          draft.fault = fault;
        },
        answered(answer) {
          draft.answer = {
            status: answer.status,
            headers: redactor.headers(answer.headers),
            body: redactor.body(answer.body),
          };
          if (draft.fault === undefined) decisions.push(verdict(draft, answer));
        },
      };
    },
    list({ apiKeyId, operation } = {}) {
      return entries
        .slice(-maxRequests)
        .filter(
          ({ draft, scope }) =>
            (apiKeyId ?? scope) === scope &&
            (operation ?? draft.operation) === draft.operation,
        )
        .map(({ draft }) => structuredClone(draft));
    },
    clear(apiKeyId) {
      entries = entries
        .slice(-maxRequests)
        .filter(({ scope }) => apiKeyId !== undefined && scope !== apiKeyId);
    },
  };
}

/** What the answer says about the check that came last. */
function verdict(draft: Draft, { status, headers, body }: Answer): Decision {
  const passed = status < 400;
  const { msg } = body as { msg?: unknown };
  const why = passed ? headers[WARNING_HEADER] : msg;
  return {
    check: passed ? 'request' : failedCheck(draft, status),
    passed,
    ...(typeof why === 'string' ? { why } : {}),
  };
}

function failedCheck(draft: Draft, status: number): Decision['check'] {
  if (draft.path === undefined) return status === 401 ? 'keys' : 'operation';
  return draft.decisions.at(-1)?.check === 'body' ? 'request' : 'body';
}

function ignore(): void {
  // There is nothing to remember.
}
