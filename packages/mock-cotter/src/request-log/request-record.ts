import { API_KEY_ID } from '../api/names.ts';
import type { Answer } from '../api/response.ts';
import type { Operation } from '../prism/prism.ts';
import type { Fault } from '../faults/fault.ts';
import { WARNING_HEADER } from '../handlers/answers.ts';

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

/** What is known of a request; nothing in it is secret, or long. */
export interface Course {
  readonly id: number;
  /** By the mock's clock, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAtMs: number;
  readonly method: string;
  /** Redacted. */
  readonly headers: RequestRecord['headers'];
  readonly operation: Admitted | undefined;
  /** The body, redacted, in a box because it may be anything; missing if it was not read. */
  readonly body: { readonly value: unknown } | undefined;
  readonly fault: Fault | undefined;
  /** Redacted. */
  readonly answer: RequestRecord['answer'] | undefined;
  /** What the answer says of the check that came last; missing if it says nothing about the request. */
  readonly verdict: Decision | undefined;
}

/** Makes a record of what came of a request. */
export function recordOf(course: Course): RequestRecord {
  const { id, receivedAtMs, method, headers, operation } = course;
  const { body, fault, answer } = course;
  const apiKeyId = headers[API_KEY_ID];
  return structuredClone({
    id,
    receivedAt: new Date(receivedAtMs).toISOString(),
    method,
    headers,
    ...(apiKeyId === undefined ? {} : { apiKeyId }),
    ...(operation?.iid === undefined ? {} : { operation: operation.iid }),
    ...(operation === undefined ? {} : { path: operation.path }),
    ...(body === undefined ? {} : { body: body.value }),
    decisions: decisionsOn(course),
    ...(fault === undefined ? {} : { fault }),
    ...(answer === undefined ? {} : { answer }),
  });
}

function decisionsOn({ operation, body, verdict }: Course): Decision[] {
  const passed: Decision['check'][] = [
    ...(operation === undefined ? [] : (['operation', 'keys'] as const)),
    ...(body === undefined ? [] : (['body'] as const)),
  ];
  return [
    ...passed.map((check) => ({ check, passed: true })),
    ...(verdict === undefined ? [] : [verdict]),
  ];
}

/** What an answer says of the check that came last. */
export function verdictOn(
  operation: Admitted | undefined,
  bodyWasRead: boolean,
  { status, headers, body }: Answer,
): Decision {
  const passed = status < 400;
  const { msg } = body as { msg?: unknown };
  const why = passed ? headers[WARNING_HEADER] : msg;
  return {
    check: lastCheck(operation, bodyWasRead, status),
    passed,
    ...(typeof why === 'string' ? { why } : {}),
  };
}

function lastCheck(
  operation: Admitted | undefined,
  bodyWasRead: boolean,
  status: number,
): Decision['check'] {
  if (operation === undefined) return status === 401 ? 'keys' : 'operation';
  const unread = !bodyWasRead && operation.request?.body !== undefined;
  return unread ? 'body' : 'request';
}
