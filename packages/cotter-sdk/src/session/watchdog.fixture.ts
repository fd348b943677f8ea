// A process that makes every call of a session in every state that a session can be in. Its parent watches that it lives.
import process from 'node:process';
import type { OAuthTokens, RefreshedTokens } from '@org/cotter-types';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import type { TokenStore } from '../stores/token-store.ts';
import { createSession, type Session } from './session.ts';

export type Report =
  | { readonly type: 'alive' }
  | { readonly type: 'state' | 'settled'; readonly name: string }
  /** How a call that was made after all hangs were over came out. */
  | { readonly type: 'healed'; readonly name: string; readonly outcome: string }
  | { readonly type: 'end' };

const HOUR_MS = 3_600_000;
const REFRESH_MS = 20;
const LOCK_MS = 60;
/** After this time, a run is given up. */
const OVERDUE_MS = LOCK_MS + 2 * REFRESH_MS;

type Part = 'load' | 'compareAndSwap' | 'withLock' | 'refresh';

interface World {
  readonly session: Session;
  readonly store: TokenStore;
  /** What happens to calls of each part: they never settle, or take this long, or fail with this error. */
  readonly faults: Map<Part, 'hangs' | number | Error>;
  readonly clock: { ms: number };
  readonly issue: () => OAuthTokens;
}

function makeWorld(retryUnknown = true): World {
  const inner = memoryTokenStore();
  const faults: World['faults'] = new Map();
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
    const fault = faults.get(part);
    if (fault === undefined) return;
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
      return inner.withLock(work, options);
    },
  };
  const client = {
    async refresh(): Promise<RefreshedTokens> {
      await suffer('refresh');
      return issue();
    },
  };
  const clock = { ms: 0 };
  return {
    session: createSession({
      client,
      store,
      tokens: issue(),
      refreshTimeoutMs: REFRESH_MS,
      lockTimeoutMs: LOCK_MS,
      retryUnknown,
      now: () => clock.ms,
    }),
    store: inner,
    faults,
    clock,
    issue,
  };
}

function refusal(fields: object): Error {
  return Object.assign(new Error('refused'), fields);
}

async function expired(retryUnknown = true): Promise<World> {
  const world = makeWorld(retryUnknown);
  await world.session.getAccessToken();
  world.clock.ms = HOUR_MS;
  return world;
}

/** The session is expired, and a part of it hangs or fails. */
function failing(part: Part, fault: 'hangs' | number | Error, manual = false) {
  return async (): Promise<World> => {
    const world = await expired(!manual);
    world.faults.set(part, fault);
    return world;
  };
}

/** The same, and one call is under way. */
function underWay(part: Part) {
  return async (): Promise<World> => {
    const world = await failing(part, 'hangs')();
    world.session.getAccessToken().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return world;
  };
}

/** The same, and one call has failed because of it. */
function after(part: Part, fault: 'hangs' | number | Error, manual = false) {
  return async (): Promise<World> => {
    const world = await failing(part, fault, manual)();
    await world.session.getAccessToken().catch(() => undefined);
    return world;
  };
}

const parts: readonly Part[] = [
  'load',
  'compareAndSwap',
  'withLock',
  'refresh',
];
const late = 3 * OVERDUE_MS;
const paused = refusal({ outcome: 'not_sent', retryAfterMs: 30_000 });

const states: Readonly<Record<string, () => Promise<World>>> = {
  'not read yet': () => Promise.resolve(makeWorld()),
  'with fresh tokens': async () => {
    const world = await expired();
    world.clock.ms = 0;
    return world;
  },
  expired: () => expired(),
  ...Object.fromEntries(
    parts.flatMap((part) => [
      [`while ${part} hangs`, underWay(part)],
      [`after ${part} hung`, after(part, 'hangs')],
      [`while ${part} is late`, failing(part, late)],
      [`after ${part} was late`, after(part, late)],
      [`after ${part} failed`, after(part, refusal({}))],
    ]),
  ),
  'after a lost response that the application repeats': after(
    'refresh',
    refusal({}),
    true,
  ),
  'after refresh hung, which the application repeats': after(
    'refresh',
    'hangs',
    true,
  ),
  'while the server asks for a pause': after('refresh', paused),
  'signed out': async () => {
    const world = await expired();
    await world.session.signOut();
    return world;
  },
  'after a rejection': after(
    'refresh',
    refusal({ outcome: 'rejected', status: 400 }),
  ),
  'while another session refreshes': async () => {
    const world = await expired();
    const { version, record } = await world.store.load();
    if (record === null) return world;
    const startedAt = world.clock.ms;
    const endsAt = startedAt + 10 * HOUR_MS;
    await world.store.compareAndSwap(version, {
      ...record,
      attempt: { id: 'x', owner: 'another', startedAt, endsAt },
    });
    return world;
  },
};

const calls: Readonly<
  Record<string, (world: World, signal?: AbortSignal) => Promise<unknown>>
> = {
  getAccessToken: ({ session }, signal) => session.getAccessToken({ signal }),
  getIdToken: ({ session }, signal) => session.getIdToken({ signal }),
  getTokens: ({ session }, signal) => session.getTokens({ signal }),
  retryUnknown: ({ session }, signal) => session.retryUnknown({ signal }),
  invalidate: ({ session }, signal) => {
    session.invalidate('access.1');
    return session.getAccessToken({ signal });
  },
  signIn: ({ session, issue }) => session.signIn(issue()),
  signOut: ({ session }, signal) => session.signOut({ signal }),
};

function report(message: Report): void {
  process.send?.(message);
}

async function runCase(
  state: () => Promise<World>,
  name: string,
  call: (world: World, signal?: AbortSignal) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<void> {
  const world = await state();
  await call(world, signal).catch(() => undefined);
  report({ type: 'settled', name });
  world.faults.clear();
  const outcome = await world.session
    .signIn(world.issue())
    .then(() => world.session.getAccessToken())
    .catch(String);
  report({ type: 'healed', name, outcome });
}

const heartbeat = setInterval(() => {
  report({ type: 'alive' });
}, 50);
process.on('disconnect', () => process.exit());
for (const [name, state] of Object.entries(states)) {
  report({ type: 'state', name });
  await Promise.all(
    Object.entries(calls).flatMap(([callName, call]) => [
      runCase(state, callName, call),
      runCase(
        state,
        `${callName} with a signal`,
        call,
        AbortSignal.timeout(10),
      ),
    ]),
  );
}
clearInterval(heartbeat);
report({ type: 'end' });
process.disconnect();
