// A session with an issuer, a store and a clock in the test's hand.
import type { OAuthTokens } from '@org/cotter-types';
import { startIssuer, type Issuer } from './issuer.fixture.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import type { SessionEvent } from './session-event.ts';
import type { SessionOptions } from './session-options.ts';
import { createSession, type Session } from './session.ts';
import type { TokenStore } from '../stores/token-store.ts';

export interface Member {
  readonly session: Session;
  readonly events: readonly SessionEvent[];
}

export interface Backend extends Member {
  readonly issuer: Issuer;
  readonly store: TokenStore;
  /** In Unix milliseconds; begins at 0. */
  readonly clock: { now: number };
  /** Another session on the same store, with no tokens of its own. */
  readonly join: (options?: Partial<SessionOptions>) => Member;
  /** Resolves when no background work is left. */
  readonly idle: () => Promise<void>;
}

export function startBackend(
  given: Partial<SessionOptions> & {
    readonly issuer?: Issuer;
    readonly expires_in?: number;
  } = {},
): Backend {
  const { issuer = startIssuer(), expires_in = 3600, ...options } = given;
  const { store = memoryTokenStore() } = options;
  const clock = { now: 0 };
  const join = (more: Partial<SessionOptions> = {}): Member => {
    const events: SessionEvent[] = [];
    const session = createSession({
      client: issuer,
      store,
      now: () => clock.now,
      ...more,
      onEvent: (event) => {
        events.push(event);
        more.onEvent?.(event);
      },
    });
    return { session, events };
  };
  const tokens: OAuthTokens = { ...issuer.issue(), expires_in };
  return {
    ...join({ ...options, tokens }),
    issuer,
    store,
    clock,
    join,
    // Everything here needs only promises, and the next turn of the event loop comes after them all.
    idle: () => new Promise((resolve) => void setImmediate(resolve)),
  };
}

export interface FailingStore extends TokenStore {
  /** Makes the n-th call from now fail, before or after its work, and those that follow if `times` is more than 1. */
  readonly failAt: (
    operation: 'lock' | 'load' | 'save',
    nth: number,
    when?: { readonly after?: boolean; readonly times?: number },
  ) => void;
}

/** A store that fails when told so, with an error as careless as a store could throw. */
export function failingStore(inner: TokenStore): FailingStore {
  let plan:
    | { operation: string; left: number; after: boolean; times: number }
    | undefined;
  const attempt = async <T>(operation: string, work: () => Promise<T>) => {
    let fails: 'before' | 'after' | undefined;
    if (plan?.operation === operation) {
      plan.left -= 1;
      if (plan.left <= 0) {
        fails = plan.after ? 'after' : 'before';
        plan.times -= 1;
        if (plan.times === 0) plan = undefined;
      }
    }
    const failure = () =>
      Object.assign(new Error('CANARY: the disk is full'), { code: 'ENOSPC' });
    if (fails === 'before') throw failure();
    const result = await work();
    if (fails === 'after') throw failure();
    return result;
  };
  return {
    failAt(operation, nth, { after = false, times = 1 } = {}) {
      plan = { operation, left: nth, after, times };
    },
    load: () => attempt('load', () => inner.load()),
    compareAndSwap: (version, next) =>
      attempt('save', () => inner.compareAndSwap(version, next)),
    withLock: (work, options) =>
      attempt('lock', () => inner.withLock(work, options)),
  };
}

/** Something that happens when the test says so. */
export function later(): {
  readonly promise: Promise<void>;
  readonly happen: () => void;
} {
  const controller = new AbortController();
  const promise = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  return {
    promise,
    happen: () => {
      controller.abort();
    },
  };
}
