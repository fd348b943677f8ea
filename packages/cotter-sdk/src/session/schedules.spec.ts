// Whatever the order of events and whatever fails, what a session promises holds.
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { startIssuer, type Fault, type Issuer } from './issuer.fixture.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import { createSession, type Session } from './session.ts';
import type { TokenStore } from '../stores/token-store.ts';

const HOUR = 3_600_000;

// Modules that use a replaced module are loaded again, here and in the next file of the same process.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.doUnmock('../time/timer.ts');
  vi.resetModules();
});
// Pauses end at the next turn of the event loop, and nothing is ever overdue.
vi.mock('../time/timer.ts', () => ({
  afterTime: (ms: number, callback: () => void) => {
    const timer = ms < 5000 ? setTimeout(callback, 0) : undefined;
    return () => {
      clearTimeout(timer);
    };
  },
}));
const held = { signal: new AbortController().signal };

type StoreFault = 'none' | 'fails' | 'fails_after';

/** `after` is how many other things happen first, at the least. */
type Action = { readonly after: number } & (
  | { readonly type: 'call'; readonly session: number }
  | { readonly type: 'refused'; readonly session: number }
  | { readonly type: 'sign_out'; readonly session: number }
  | { readonly type: 'wait'; readonly ms: number }
);

/** An attempt is over after twice this time. The clock of a plan stands still, so a session waits as long in real time. */
const REFRESH_MS = 2;

interface Plan {
  readonly sessions: number;
  readonly lockWorks: boolean;
  /** Whether sessions send a token again by themselves whose response was lost. */
  readonly retryUnknown: boolean;
  readonly actions: readonly Action[];
  readonly clientFaults: readonly Fault[];
  readonly storeFaults: readonly StoreFault[];
}

const after = fc.nat(20);
const session = fc.nat(2);

const call = fc.record({ type: fc.constant('call' as const), session, after });
const refused = fc.record({
  type: fc.constant('refused' as const),
  session,
  after,
});
const signOut = fc.record({
  type: fc.constant('sign_out' as const),
  session,
  after,
});
const wait = fc.record({
  type: fc.constant('wait' as const),
  after,
  ms: fc.constantFrom(1000, HOUR - 60_000, HOUR),
});

function plans(
  retryUnknown: boolean,
  ...actions: fc.Arbitrary<Action>[]
): fc.Arbitrary<Plan> {
  return fc.record({
    retryUnknown: fc.constant(retryUnknown),
    sessions: fc.integer({ min: 1, max: 3 }),
    lockWorks: fc.boolean(),
    actions: fc.array(fc.oneof(...actions), { minLength: 1, maxLength: 14 }),
    clientFaults: fc.array(
      fc.constantFrom<Fault[]>(
        'none',
        'none',
        'not_sent',
        'lost',
        'half',
        'broken',
      ),
      { maxLength: 6 },
    ),
    storeFaults: fc.array(
      fc.constantFrom<StoreFault[]>('none', 'none', 'fails', 'fails_after'),
      { maxLength: 20 },
    ),
  });
}

/** A store that is slow, that fails as planned, and that remembers which access tokens were ever written to it. */
function frailStore(
  plan: Plan,
  pause: (label: string) => Promise<void>,
): {
  readonly store: TokenStore;
  readonly written: ReadonlySet<string>;
  /** Failures to come, in order. */
  readonly faults: StoreFault[];
} {
  const inner = memoryTokenStore();
  const written = new Set<string>();
  const faults: StoreFault[] = [];
  const attempt = async <T>(label: string, work: () => Promise<T>) => {
    const fault = faults.shift() ?? 'none';
    await pause(`${label} begins`);
    if (fault === 'fails') throw new Error(`cannot ${label}`);
    const result = await work();
    await pause(`${label} ends`);
    if (fault === 'fails_after') throw new Error(`cannot ${label}`);
    return result;
  };
  const store: TokenStore = {
    load: () => attempt('load', () => inner.load()),
    compareAndSwap: (version, next) =>
      attempt('swap', async () => {
        const result = await inner.compareAndSwap(version, next);
        if (result !== undefined && next !== null) {
          written.add(next.tokens.access_token);
        }
        return result;
      }),
    withLock: (work, options) =>
      attempt('lock', () =>
        plan.lockWorks ? inner.withLock(work, options) : work(held),
      ),
  };
  return { store, written, faults };
}

interface Backend {
  readonly issuer: Issuer;
  readonly store: TokenStore;
  /** Access tokens that a caller got although they were never stored and no failure of the store was reported. */
  readonly early: readonly string[];
  /** Whether a sign-out succeeded. */
  readonly signedOut: boolean;
  /** What a session gives when every access token has ended. */
  readonly laterToken: (session: number) => Promise<string | undefined>;
}

/** Plays a plan in the order that the scheduler chooses, and lets the dust settle without further faults. */
async function play(scheduler: fc.Scheduler, plan: Plan): Promise<Backend> {
  const pause = async (label: string) => {
    await scheduler.schedule(Promise.resolve(), label);
  };
  let now = 0;
  const issuer = startIssuer(pause);
  const { store, written, faults } = frailStore(plan, pause);
  const tokens = issuer.issue();
  const early: string[] = [];
  const sessions: Session[] = [];
  const failedFor = new Set<number>();
  for (let i = 0; i < plan.sessions; i += 1) {
    sessions.push(
      createSession({
        client: issuer,
        store,
        ...(i === 0 ? { tokens } : {}),
        now: () => now,
        retryUnknown: plan.retryUnknown,
        refreshTimeoutMs: REFRESH_MS,
        lockTimeoutMs: 60_000,
        onEvent: ({ type }) => {
          if (type === 'store.failed') failedFor.add(i);
        },
      }),
    );
  }
  let signedOut = false;
  const get = async (i: number) => {
    const token = await sessions[i]?.getAccessToken().catch(() => undefined);
    if (token === undefined) return undefined;
    if (!written.has(token) && !failedFor.has(i)) early.push(token);
    return token;
  };
  const act = async (action: Action) => {
    for (let i = 0; i <= action.after; i += 1) await pause(action.type);
    if (action.type === 'wait') {
      now += action.ms;
      return;
    }
    const i = action.session % plan.sessions;
    const of = sessions[i];
    if (of === undefined) return;
    if (action.type === 'sign_out') {
      signedOut ||= await of.signOut().then(
        () => true,
        () => false,
      );
      return;
    }
    const token = await get(i);
    if (action.type === 'refused' && token !== undefined) {
      of.invalidate(token);
      await get(i);
    }
  };
  // The sign-in; afterwards no session has tokens of its own to bring.
  await scheduler.waitFor(get(0));
  if (plan.retryUnknown) now += HOUR;
  issuer.faults.push(...plan.clientFaults);
  faults.push(...plan.storeFaults);
  await scheduler.waitFor(Promise.all(plan.actions.map(act)));
  faults.length = 0;
  issuer.faults.length = 0;
  for (let round = 0; round < 3; round += 1) {
    now += 61_000;
    for (let i = 0; i < plan.sessions; i += 1) await scheduler.waitFor(get(i));
    // A background refresh may still be under way.
    await scheduler.waitIdle();
  }
  const laterToken = async (i: number) => {
    now += 2 * HOUR;
    return scheduler.waitFor(get(i));
  };
  return { issuer, store, early, signedOut, laterToken };
}

// Bounded by the number of runs; the time is for machines that are busy.
describe('under every schedule', { timeout: 60_000 }, () => {
  it('sends no refresh token twice, loses none that arrived, and hands none out before it is stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        plans(false, call, call, refused, wait),
        async (scheduler, plan) => {
          const { issuer, store, early } = await play(scheduler, plan);
          expect(new Set(issuer.sent).size).toBe(issuer.sent.length);
          expect(early).toEqual([]);
          const holds = [...issuer.received.values()];
          if (holds.includes(issuer.valid)) {
            const { record } = await scheduler.waitFor(store.load());
            expect(record?.tokens.refresh_token).toBe(issuer.valid);
          }
        },
      ),
      { numRuns: 250 },
    );
  });

  it('brings nothing back after a sign-out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        plans(false, call, refused, wait, signOut),
        async (scheduler, plan) => {
          const backend = await play(scheduler, plan);
          const { issuer, store } = backend;
          expect(new Set(issuer.sent).size).toBe(issuer.sent.length);
          fc.pre(backend.signedOut);
          const { record } = await scheduler.waitFor(store.load());
          expect(record).toBeNull();
          for (let i = 0; i < plan.sessions; i += 1) {
            expect(await backend.laterToken(i)).toBeUndefined();
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('sends a token again only after a lost response, and leaves no session without an outcome', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        plans(true, call, call, refused).map((plan) => ({
          ...plan,
          // Without it, a session could send a token while another waits for the response to the same.
          lockWorks: true,
        })),
        async (scheduler, plan) => {
          const backend = await play(scheduler, plan);
          const { issuer } = backend;
          const lost = plan.clientFaults.filter(
            (fault) => fault === 'lost' || fault === 'broken',
          );
          const resent = issuer.sent.length - new Set(issuer.sent).size;
          const storeFailed = plan.storeFaults.some(
            (fault) => fault !== 'none',
          );
          if (!storeFailed) expect(resent).toBeLessThanOrEqual(lost.length);
          if (storeFailed || lost.length > 0) return;
          for (let i = 0; i < plan.sessions; i += 1) {
            expect(await backend.laterToken(i)).toBeDefined();
          }
        },
      ),
      { numRuns: 120 },
    );
  });
});
