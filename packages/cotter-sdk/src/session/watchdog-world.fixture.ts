// A session whose store and client hang, come late or fail at the call that a test chooses.
import type { OAuthTokens, RefreshedTokens } from '@org/cotter-types';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import type { TokenStore } from '../stores/token-store.ts';
import { createSession, type Session } from './session.ts';

export const HOUR_MS = 3_600_000;
const REFRESH_MS = 40;
const LOCK_MS = 100;
/** After this time a run is given up: the longest wait of a call that the guide promises. */
export const OVERDUE_MS = LOCK_MS + 2 * REFRESH_MS;

export type Part =
  'load' | 'compareAndSwap' | 'withLock' | 'unlock' | 'refresh';

/** A call never settles, takes so many milliseconds, or fails with this error. */
export type Fault = 'hangs' | number | Error;

/** What happens to calls of one part, from the n-th on, until the world heals. */
export interface Plan {
  readonly part: Part;
  readonly nth?: number | undefined;
  readonly fault: Fault;
}

export interface World {
  readonly session: Session;
  /** The store without faults. */
  readonly store: TokenStore;
  readonly retryUnknown: boolean;
  /** How far the session's clock is ahead, in milliseconds. */
  readonly clock: { aheadMs: number };
  readonly issue: () => OAuthTokens;
  /** Plans a fault. Resolves when a call meets it. */
  readonly plan: (plan: Plan) => Promise<void>;
  /** Ends all plans. A call that hangs already hangs for ever. */
  readonly heal: () => void;
}

export function makeWorld(retryUnknown: boolean): World {
  const inner = memoryTokenStore();
  const plans = new Map<
    Part,
    { left: number; fault: Fault; met: () => void }
  >();
  let count = 0;
  const issue = (): OAuthTokens => {
    count += 1;
    const n = String(count);
    return {
      access_token: `access.${n}`,
      auth_method: 'OTP',
      expires_in: 3600,
      id_token: `id.${n}`,
      refresh_token: `39560:${n}`,
      token_type: 'Bearer',
    };
  };
  const suffer = async (part: Part): Promise<void> => {
    const plan = plans.get(part);
    if (plan === undefined) return;
    plan.left -= 1;
    if (plan.left > 0) return;
    const { fault, met } = plan;
    met();
    if (fault instanceof Error) throw fault;
    await new Promise((resolve) => {
      if (fault !== 'hangs') setTimeout(resolve, fault);
    });
  };
  const store: TokenStore = {
    async load() {
      await suffer('load');
      return inner.load();
    },
    async compareAndSwap(version, next) {
      await suffer('compareAndSwap');
      return inner.compareAndSwap(version, next);
    },
    async withLock(work, options) {
      await suffer('withLock');
      const result = await inner.withLock(work, options);
      await suffer('unlock');
      return result;
    },
  };
  const client = {
    async refresh(): Promise<RefreshedTokens> {
      await suffer('refresh');
      return issue();
    },
  };
  const clock = { aheadMs: 0 };
  const session = createSession({
    client,
    store,
    tokens: issue(),
    refreshTimeoutMs: REFRESH_MS,
    lockTimeoutMs: LOCK_MS,
    retryUnknown,
    now: () => Date.now() + clock.aheadMs,
  });
  return {
    session,
    store: inner,
    retryUnknown,
    clock,
    issue,
    plan: ({ part, nth = 1, fault }) =>
      new Promise((met) => {
        plans.set(part, { left: nth, fault, met });
      }),
    heal: () => {
      plans.clear();
    },
  };
}
