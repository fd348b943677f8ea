import type { ErrorAction } from './action.ts';
import type { Outcome } from './outcome.ts';
import { localRequestId } from './request-id.ts';

// A symbol of the global registry, so that errors are recognised across two copies of the package.
const BRAND = Symbol.for('@org/cotter-sdk/error');

/** The properties of every error. */
export interface CotterErrorDetails {
  readonly action: ErrorAction;
  readonly retryable: boolean;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** Only `recoverRefreshToken` returns it. */
  readonly refreshToken?: string | undefined;
}

/**
 * The base of every error that the SDK's calls reject with; switch on `code`.
 *
 * No error holds an API secret key, a token or a signature: not in its message, its fields or a `cause`, which is never
 * set, because what lies beneath carries the whole request.
 */
export abstract class CotterError extends Error {
  // Each class puts its name there too: V8 then knows it when it writes the first line of the stack, and minifiers, which
  // rename classes, do not change a text.
  static {
    Object.defineProperty(this.prototype, BRAND, { value: true });
  }

  /** Says which error it is, for programs; every class has codes of its own. */
  abstract readonly code: string;

  /** What to do now: `retry`, `sign_in` or `fix`. */
  readonly action: ErrorAction;

  /**
   * Whether the same call may be made again as it is: the server cannot have acted on this one, and the reason may
   * pass. False also means "not known": after a timeout, say, the server may have issued tokens that never arrived.
   */
  readonly retryable: boolean;

  /** The HTTP status, if an answer arrived. */
  declare readonly status?: number;

  /**
   * For logs and for Cotter's support: the `x-request-id` of the answer that it is about. If that carried none, or there
   * was no answer, an id that starts with `local-` and was never sent.
   */
  readonly requestId: string;

  /**
   * What the failure means for the refresh token. Set on every error of a call that was given one: `refresh`, and
   * `addCustomClaims` with a `refreshToken`; and on the errors of a session whose refresh failed.
   */
  declare readonly outcome?: Outcome;

  /** Private, so that no log, inspection or clone of the error finds it. */
  readonly #refreshToken: string | undefined;

  /** @internal */
  protected constructor(message: string, details: CotterErrorDetails) {
    super(message);
    const { action, retryable, status, requestId, outcome, refreshToken } =
      details;
    this.action = action;
    this.retryable = retryable;
    this.requestId = requestId ?? localRequestId();
    setKnown<CotterError>(this, { status, outcome });
    this.#refreshToken = refreshToken;
  }

  /**
   * The next refresh token, if the server sent one in an answer that otherwise was not as described. The one that was
   * used is then replaced: store this one, and refresh again. A secret; undefined for nearly every error. Never
   * throws.
   */
  recoverRefreshToken(): string | undefined {
    return this.#refreshToken;
  }

  /** For logs. `JSON.stringify` of an error would otherwise leave the name and the message out. Never throws. */
  toJSON(): Record<string, unknown> {
    const fields: Record<string, unknown> = {
      name: this.name,
      message: this.message,
    };
    return Object.assign(fields, this);
  }
}

/** Sets the fields that are known; the others are left out, so that logs show no empty ones. */
export function setKnown<Failure extends CotterError>(
  error: Failure,
  fields: { readonly [Name in keyof Failure]?: Failure[Name] | undefined },
): void {
  for (const [name, value] of Object.entries<unknown>(fields)) {
    if (value !== undefined) Object.assign(error, { [name]: value });
  }
}

/** Whether the value is an error of this package, of this copy of it or another. */
export function hasBrand(value: unknown): boolean {
  return BRAND in (Object(value) as object);
}
