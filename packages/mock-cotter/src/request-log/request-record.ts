import type { Fault } from '../faults/fault.ts';

/** One check that the mock made before it answered, in the order of the checks. */
export interface Decision {
  readonly check: 'body' | 'keys' | 'operation' | 'request';
  readonly passed: boolean;
  /** Why it failed, in the words of the response; for a request that passed, what strict mode would have refused. */
  readonly why?: string;
}

/** A JWT of the request or of the answer, decoded, without its signature. */
export interface DecodedToken {
  readonly in: 'answer' | 'request';
  /** The field of the body. */
  readonly name: string;
  readonly header: Readonly<Record<string, unknown>>;
  /** Claims that can contain personal data are redacted. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What the mock remembers of a request: no keys, tokens, signatures or personal data. */
export interface RequestRecord {
  /** Counts up from 1. */
  readonly id: number;
  /** When it arrived, by the mock's clock, in ISO 8601. */
  readonly receivedAt: string;
  readonly method: string;
  /** The operationId; missing if there is no such operation. */
  readonly operation?: string;
  /** The operation's path as the description has it. If there is none, the parts of the path that cannot be secret. */
  readonly path?: string;
  /** The header `API_KEY_ID`; redacted if it is neither one of the mock's nor a UUID, since it may be a secret key then. */
  readonly apiKeyId?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body's shape; missing if the body was not read. */
  readonly body?: unknown;
  readonly decisions: readonly Decision[];
  /** The fault that was applied, if any. */
  readonly fault?: Fault;
  /** The response; missing until there is one, and for a connection that was cut. */
  readonly answer?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  /** How long it took until the connection was done with it, in milliseconds; missing until then. */
  readonly durationMs?: number;
  /** The JWTs in the bodies of the request and of the answer; missing if there are none. */
  readonly tokens?: readonly DecodedToken[];
}
