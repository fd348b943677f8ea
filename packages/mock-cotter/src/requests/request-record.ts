import { API_KEY_ID } from '../api-key-id.ts';
import type { Answer } from '../engine/answer.ts';
import type { Head } from '../engine/head.ts';
import type { Operation } from '../engine/prism.ts';
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

/** The operation that a request was admitted to. */
export type Admitted = Pick<Operation, 'iid' | 'path' | 'request'>;

/** What came of a request. */
export interface Course {
  readonly id: number;
  /** By the mock's clock, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAtMs: number;
  readonly head: Head;
  readonly operation: Admitted | undefined;
  /** The body, in a box because it may be anything; missing if it was not read. */
  readonly body: { readonly value: unknown } | undefined;
  readonly fault: Fault | undefined;
  readonly answer: Answer | undefined;
}

/** Makes a record of what came of a request: all of it that may be shown. */
export function recordOf(course: Course, redactor: Redactor): RequestRecord {
  const { id, receivedAtMs, head, operation, body, fault, answer } = course;
  const apiKeyId = head.headers[API_KEY_ID];
  return {
    id,
    receivedAt: new Date(receivedAtMs).toISOString(),
    method: head.method,
    headers: redactor.headers(head.headers),
    ...(apiKeyId === undefined
      ? {}
      : { apiKeyId: redactor.apiKeyId(apiKeyId) }),
    ...(operation?.iid === undefined ? {} : { operation: operation.iid }),
    ...(operation === undefined ? {} : { path: operation.path }),
    ...(body === undefined ? {} : { body: redactor.body(body.value) }),
    decisions: decisionsOn(course),
    ...(fault === undefined ? {} : { fault: structuredClone(fault) }),
    ...(answer === undefined
      ? {}
      : {
          answer: {
            status: answer.status,
            headers: redactor.headers(answer.headers),
            body: redactor.body(answer.body),
          },
        }),
  };
}

function decisionsOn({ operation, body, fault, answer }: Course): Decision[] {
  const passed: Decision['check'][] = [
    ...(operation === undefined ? [] : (['operation', 'keys'] as const)),
    ...(body === undefined ? [] : (['body'] as const)),
  ];
  return [
    ...passed.map((check) => ({ check, passed: true })),
    // A fault's answer says nothing about the request.
    ...(answer === undefined || fault !== undefined
      ? []
      : [verdict(lastCheck(operation, body, answer), answer)]),
  ];
}

/** The check that an answer is the outcome of. */
function lastCheck(
  operation: Admitted | undefined,
  body: Course['body'],
  { status }: Answer,
): Decision['check'] {
  if (operation === undefined) return status === 401 ? 'keys' : 'operation';
  const unread = body === undefined && operation.request?.body !== undefined;
  return unread ? 'body' : 'request';
}

function verdict(
  check: Decision['check'],
  { status, headers, body }: Answer,
): Decision {
  const passed = status < 400;
  const { msg } = body as { msg?: unknown };
  const why = passed ? headers[WARNING_HEADER] : msg;
  return { check, passed, ...(typeof why === 'string' ? { why } : {}) };
}
