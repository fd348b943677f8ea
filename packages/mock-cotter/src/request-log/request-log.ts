import { API_KEY_ID, WARNING_HEADER, type OperationId } from '../api/names.ts';
import type { RequestHead } from '../api/request-head.ts';
import type { ApiResponse } from '../api/response.ts';
import type { Clocks } from '../determinism/clocks.ts';
import type { Fault } from '../faults/fault.ts';
import {
  decodedTokens,
  tokensIn,
  type UnsignedToken,
} from './decoded-tokens.ts';
import type { Redactor } from './redact-request.ts';
import type { Decision, RequestRecord } from './request-record.ts';

/** What the log keeps of an operation. Not Prism's own type, which users of the package do not have. */
interface RoutedOperation {
  /** Its operationId. */
  readonly iid?: string | undefined;
  readonly path: string;
}

/** Which records to list. */
export interface RequestFilter {
  readonly apiKeyId?: string;
  readonly operation?: string;
}

/** The latest requests. */
export interface Requests {
  /** The records that match a filter, the oldest first; without a filter, all. */
  list(filter?: RequestFilter): RequestRecord[];
  /** Forgets the records of one API key id, or all. */
  clear(apiKeyId?: string): void;
}

/** A request in short. No key, token, signature or personal data. */
export interface RequestSummary {
  readonly method: string;
  /** As the description has it. Of an unknown path, what cannot be secret. */
  readonly path: string;
  readonly operation?: string | undefined;
  readonly apiKeyId?: string | undefined;
  /** Why it was refused, or the warning. */
  readonly why?: string | undefined;
  readonly fault?: Fault['kind'] | undefined;
}

/**
 * Receives a request in short once its connection is done with it.
 *
 * @param status missing if there was no response
 */
export type Report = (
  request: RequestSummary,
  status: number | undefined,
  milliseconds: number,
) => void;

/** Records what happens to one request, step by step. */
export interface RequestTrace {
  /** A check begins; the one before it has passed. */
  begin(check: Decision['check']): void;
  /** The request is for this operation. */
  operation(operation: RoutedOperation): void;
  /** The body was read. */
  body(body: unknown): void;
  /** A fault is applied. */
  fault(fault: Fault): void;
  /** What to tell of the request in one line. */
  summary(): RequestSummary;
  /** The mock responds: the check in progress has passed, or failed if the status is 400 or more. */
  respond(response: ApiResponse): void;
  /** The connection is done with the request. */
  end(milliseconds: number): void;
}

const PUBLIC_KEYS: OperationId = 'getJwks';

/** Records nothing. */
export const NO_TRACE: RequestTrace = {
  begin: ignore,
  operation: ignore,
  body: ignore,
  fault: ignore,
  respond: ignore,
  end: ignore,
  summary: () => ({ method: '', path: '' }),
};

/** The log as the mock's server sees it. */
export interface RequestLog extends Requests {
  trace(head: RequestHead): RequestTrace;
  /**
   * What has changed since an earlier call.
   *
   * @param revision what that call returned; -1 for everything
   */
  changes(revision: number): RequestChanges;
}

/** Records that are new or have changed, the oldest first. */
export interface RequestChanges {
  /** To pass to the next call. */
  readonly revision: number;
  /** Whether these are all there are: some of the records from before are no longer remembered. */
  readonly all: boolean;
  readonly requests: readonly RequestRecord[];
}

/**
 * One request. It is redacted at once, so that the log stays small and contains no token; and kept as JSON, because a
 * full log of objects is much work for the garbage collector.
 */
class LogEntry implements RequestTrace {
  /** The API key id as it was sent: what the request is found by. */
  readonly scope: string | undefined;
  operationId: string | undefined = undefined;
  /** The revision of the log in which it last changed. */
  revision: number;
  /** Fields of the record that are known so far, each as JSON. */
  readonly #json = new Map<keyof RequestRecord, string>();
  readonly #decisions: Decision[] = [];
  #check: Decision['check'] | undefined = undefined;
  readonly #redactor: Redactor;
  readonly #nextRevision: () => number;
  readonly #tokens: UnsignedToken[] = [];
  readonly #method: string;
  /** As it was sent, until there is an operation or a response. */
  #sentPath: string | undefined;
  #path = '';
  #why: string | undefined = undefined;
  #fault: Fault['kind'] | undefined = undefined;

  constructor(
    id: number,
    receivedAtMs: number,
    { method, path, headers }: RequestHead,
    redactor: Redactor,
    nextRevision: () => number,
  ) {
    this.#nextRevision = nextRevision;
    this.revision = nextRevision();
    this.#method = method;
    this.#sentPath = path;
    this.scope = headers[API_KEY_ID];
    this.#redactor = redactor;
    const redacted = redactor.headers(headers);
    this.#set('id', id);
    this.#set('receivedAt', new Date(receivedAtMs).toISOString());
    this.#set('method', method);
    this.#set('headers', redacted);
    this.#set('apiKeyId', redacted[API_KEY_ID]);
  }

  begin(check: Decision['check']): void {
    if (this.#check !== undefined && this.#check !== check)
      this.#decisions.push({ check: this.#check, passed: true });
    this.#check = check;
  }

  operation({ iid, path }: RoutedOperation): void {
    this.operationId = iid;
    this.#sentPath = undefined;
    this.#path = path;
    this.#set('operation', iid);
    this.#set('path', path);
  }

  body(body: unknown): void {
    this.#tokens.push(...tokensIn(body, 'request'));
    this.#set('body', this.#redactor.body(body));
  }

  fault(fault: Fault): void {
    this.#fault = fault.kind;
    this.#set('fault', fault);
  }

  respond({ status, headers, body }: ApiResponse): void {
    if (this.#sentPath !== undefined) {
      this.#path = this.#redactor.path(this.#sentPath);
      this.#sentPath = undefined;
      this.#set('path', this.#path);
    }
    // A fault's response says nothing about the request.
    if (this.#check !== undefined && !this.#json.has('fault')) {
      const passed = status < 400;
      const { msg } = body as { msg?: unknown };
      const why = passed ? headers[WARNING_HEADER] : msg;
      this.#decisions.push({
        check: this.#check,
        passed,
        ...(typeof why === 'string' ? { why } : {}),
      });
      if (typeof why === 'string') this.#why = why;
    }
    this.#check = undefined;
    this.#tokens.push(...tokensIn(body, 'answer'));
    this.revision = this.#nextRevision();
    this.#set('answer', {
      status,
      headers: this.#redactor.headers(headers),
      // Public keys are for everyone.
      body:
        this.operationId === PUBLIC_KEYS && status === 200
          ? body
          : this.#redactor.body(body),
    });
  }

  end(milliseconds: number): void {
    this.#set('durationMs', Math.round(milliseconds * 10) / 10);
    this.revision = this.#nextRevision();
  }

  summary(): RequestSummary {
    return {
      method: this.#method,
      path: this.#path,
      operation: this.operationId,
      apiKeyId:
        this.scope === undefined
          ? undefined
          : this.#redactor.apiKeyId(this.scope),
      why: this.#why,
      fault: this.#fault,
    };
  }

  record(): RequestRecord {
    return {
      ...(Object.fromEntries(
        [...this.#json].map(([name, text]) => [name, JSON.parse(text)]),
      ) as Omit<RequestRecord, 'decisions'>),
      decisions: structuredClone(this.#decisions),
      ...(this.#tokens.length === 0
        ? {}
        : { tokens: decodedTokens(this.#tokens, this.#redactor) }),
    };
  }

  #set(name: keyof RequestRecord, value: unknown): void {
    if (value !== undefined) this.#json.set(name, JSON.stringify(value));
  }
}

/** Makes a log of the latest requests. */
export function createRequestLog({
  clock,
  maxRequests,
  redactor,
}: {
  readonly clock: Pick<Clocks, 'at'>;
  /** Removes secrets from what is remembered. */
  readonly redactor: Redactor;
  /** How many requests are remembered; one more, and the oldest is forgotten. */
  readonly maxRequests: number;
}): RequestLog {
  let entries: LogEntry[] = [];
  let last = 0;
  let revision = 0;
  let clearedAt = 0;
  const nextRevision = (): number => (revision += 1);
  return {
    trace(head) {
      last += 1;
      const at = clock.at(head.headers[API_KEY_ID]);
      const entry = new LogEntry(last, at, head, redactor, nextRevision);
      entries.push(entry);
      // Halved now and then, because removing the first of a long list moves all the others.
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
            (operation ?? entry.operationId) === entry.operationId,
        )
        .map((entry) => entry.record());
    },
    changes(since) {
      const all = since < clearedAt;
      return {
        revision,
        all,
        requests: entries
          .slice(-maxRequests)
          .filter((entry) => all || entry.revision > since)
          .map((entry) => entry.record()),
      };
    },
    clear(apiKeyId) {
      clearedAt = nextRevision();
      entries = entries
        .slice(-maxRequests)
        .filter(({ scope }) => apiKeyId !== undefined && scope !== apiKeyId);
    },
  };
}

function ignore(): void {
  // There is nothing to remember.
}
