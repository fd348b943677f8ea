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
  /** The mock responds: the check in progress has passed, or failed if the status is 400 or more. */
  respond(response: ApiResponse): void;
  /**
   * The connection is done with the request.
   *
   * @returns what to tell of it in one line
   */
  end(milliseconds: number): RequestSummary;
}

const PUBLIC_KEYS: OperationId = 'getJwks';

/** Records nothing. */
export const NO_TRACE: RequestTrace = {
  begin: ignore,
  operation: ignore,
  body: ignore,
  fault: ignore,
  respond: ignore,
  end: () => ({ method: '', path: '' }),
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

type Known = 'headers' | 'id' | 'method' | 'receivedAt';
type Later = Exclude<keyof RequestRecord, Known | 'decisions' | 'tokens'>;

/** What is known of a request so far. */
type Draft = Pick<RequestRecord, Known> & {
  -readonly [Field in Later]: RequestRecord[Field] | undefined;
} & { readonly decisions: Decision[]; readonly tokens: UnsignedToken[] };

/** One request. It is redacted at once, so that the log stays small and contains no signature. */
class LogEntry implements RequestTrace {
  /** The API key id as it was sent: what the request is found by. */
  readonly scope: string | undefined;
  operationId: string | undefined = undefined;
  /** The revision of the log in which it last changed. */
  revision: number;
  /** JSON once the request is over: a full log of objects is much work for the garbage collector. */
  #record: Draft | string;
  #check: Decision['check'] | undefined = undefined;
  readonly #redactor: Redactor;
  readonly #nextRevision: () => number;
  /** As it was sent, until there is an operation or a response. */
  #sentPath: string | undefined;

  constructor(
    id: number,
    receivedAtMs: number,
    { method, path, headers }: RequestHead,
    redactor: Redactor,
    nextRevision: () => number,
  ) {
    this.#nextRevision = nextRevision;
    this.revision = nextRevision();
    this.#sentPath = path;
    this.scope = headers[API_KEY_ID];
    this.#redactor = redactor;
    const redacted = redactor.headers(headers);
    this.#record = {
      id,
      receivedAt: new Date(receivedAtMs).toISOString(),
      method,
      operation: undefined,
      path: undefined,
      apiKeyId: redacted[API_KEY_ID],
      headers: redacted,
      body: undefined,
      decisions: [],
      fault: undefined,
      answer: undefined,
      durationMs: undefined,
      tokens: [],
    };
  }

  begin(check: Decision['check']): void {
    if (this.#check !== undefined && this.#check !== check)
      this.#draft().decisions.push({ check: this.#check, passed: true });
    this.#check = check;
  }

  operation({ iid, path }: RoutedOperation): void {
    this.operationId = iid;
    this.#sentPath = undefined;
    const draft = this.#draft();
    draft.operation = iid;
    draft.path = path;
  }

  body(body: unknown): void {
    const draft = this.#draft();
    draft.tokens.push(...tokensIn(body, 'request'));
    draft.body = this.#redactor.body(body);
  }

  fault(fault: Fault): void {
    this.#draft().fault = fault;
  }

  respond({ status, headers, body }: ApiResponse): void {
    const draft = this.#draft();
    if (this.#sentPath !== undefined) {
      draft.path = this.#redactor.path(this.#sentPath);
      this.#sentPath = undefined;
    }
    // A fault's response says nothing about the request.
    if (this.#check !== undefined && draft.fault === undefined) {
      const passed = status < 400;
      const { msg } = body as { msg?: unknown };
      const why = passed ? headers[WARNING_HEADER] : msg;
      draft.decisions.push({
        check: this.#check,
        passed,
        ...(typeof why === 'string' ? { why } : {}),
      });
    }
    this.#check = undefined;
    draft.tokens.push(...tokensIn(body, 'answer'));
    draft.answer = {
      status,
      headers: this.#redactor.headers(headers),
      // Public keys are for everyone.
      body:
        this.operationId === PUBLIC_KEYS && status === 200
          ? body
          : this.#redactor.body(body),
    };
    this.revision = this.#nextRevision();
  }

  end(milliseconds: number): RequestSummary {
    const draft = this.#draft();
    draft.durationMs = Math.round(milliseconds * 10) / 10;
    this.revision = this.#nextRevision();
    this.#record = JSON.stringify(draft);
    const { method, path, operation, apiKeyId, decisions, fault } = draft;
    return {
      method,
      path: path ?? '',
      operation,
      apiKeyId,
      why: decisions.at(-1)?.why,
      fault: fault?.kind,
    };
  }

  record(): RequestRecord {
    const { tokens, ...record } = JSON.parse(
      typeof this.#record === 'string'
        ? this.#record
        : JSON.stringify(this.#record),
    ) as RequestRecord & { readonly tokens: readonly UnsignedToken[] };
    return {
      ...record,
      ...(tokens.length === 0
        ? {}
        : { tokens: decodedTokens(tokens, this.#redactor) }),
    };
  }

  /** A client that hangs up ends the request before there is a response. */
  #draft(): Draft {
    if (typeof this.#record === 'string')
      this.#record = JSON.parse(this.#record) as Draft;
    return this.#record;
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
