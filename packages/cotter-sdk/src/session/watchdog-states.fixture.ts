// Every state that a session can be in, and how to bring a new session there.
import {
  HOUR_MS,
  makeWorld,
  OVERDUE_MS,
  type Fault,
  type Part,
  type World,
} from './watchdog-world.fixture.ts';

export interface State {
  readonly name: string;
  readonly enter: () => Promise<World>;
  /** Whether the user may have to sign in again, once all works. */
  readonly maySignOut: boolean;
}

function failure(fields: object = {}): Error {
  return Object.assign(new Error('failed'), fields);
}

const lost = failure();
const paused = failure({ outcome: 'not_sent', retryAfterMs: 30_000 });
const refused = failure({ outcome: 'rejected', status: 401 });
const rejected = failure({ outcome: 'rejected', status: 400 });

async function expired(retryUnknown: boolean): Promise<World> {
  const world = makeWorld(retryUnknown);
  await world.session.getAccessToken();
  world.clock.aheadMs = HOUR_MS;
  return world;
}

/** The user is signed in, but a refresh fails so. */
function after(error: Error, times = 1) {
  return async (retryUnknown: boolean): Promise<World> => {
    const world = await expired(retryUnknown);
    void world.plan({ part: 'refresh', fault: error });
    for (let i = 0; i < times; i += 1) {
      await world.session.getAccessToken().catch(() => undefined);
    }
    return world;
  };
}

async function inStore(
  retryUnknown: boolean,
  fields: (now: number) => object,
): Promise<World> {
  const world = await expired(retryUnknown);
  const { version, record } = await world.store.load();
  if (record === null) throw new Error('The store is empty');
  const more = fields(Date.now() + world.clock.aheadMs);
  await world.store.compareAndSwap(version, { ...record, ...more });
  return world;
}

const otherAttempt = (endsInMs: number) => (retryUnknown: boolean) =>
  inStore(retryUnknown, (now) => ({
    attempt: {
      id: 'x',
      owner: 'another',
      startedAt: now,
      endsAt: now + endsInMs,
    },
  }));

/** States between two runs. */
const resting: Readonly<Record<string, (retry: boolean) => Promise<World>>> = {
  'not read yet': (retryUnknown) => Promise.resolve(makeWorld(retryUnknown)),
  'with fresh tokens': async (retryUnknown) => {
    const world = makeWorld(retryUnknown);
    await world.session.getAccessToken();
    return world;
  },
  expired,
  'after one lost response': after(lost),
  'after three lost responses': after(lost, 3),
  'paused by Retry-After': after(paused),
  'after a refusal': after(refused),
  'after a rejection': after(rejected),
  'signed out': async (retryUnknown) => {
    const world = await expired(retryUnknown);
    await world.session.signOut();
    return world;
  },
  'while another session refreshes': otherAttempt(30),
  'while another session seems to refresh for hours': otherAttempt(HOUR_MS),
  'after the attempt of another session': otherAttempt(-1),
  'paused by another session': (retryUnknown) =>
    inStore(retryUnknown, (now) => ({
      pause: {
        fault: { code: 'refresh_not_sent' },
        failures: 1,
        since: now,
        until: now + 30_000,
      },
    })),
};

/** The steps of a run, by the call that it makes there. */
const steps: Readonly<
  Record<string, { part: Part; nth?: number; answer?: Error; unread?: boolean }>
> = {
  reading: { part: 'load', unread: true },
  locking: { part: 'withLock' },
  loading: { part: 'load' },
  marking: { part: 'compareAndSwap' },
  sending: { part: 'refresh' },
  saving: { part: 'compareAndSwap', nth: 2 },
  closing: { part: 'compareAndSwap', nth: 2, answer: lost },
  rechecking: { part: 'load', nth: 2, answer: rejected },
  clearing: { part: 'compareAndSwap', nth: 2, answer: rejected },
  unlocking: { part: 'unlock' },
};

/** What goes wrong in a step, and whether the calls come after the run was given up or while it is under way. */
const troubles: Readonly<Record<string, { fault: Fault; isAfter: boolean }>> = {
  'never ends': { fault: 'hangs', isAfter: false },
  'never ended': { fault: 'hangs', isAfter: true },
  'ends as the run is given up': { fault: OVERDUE_MS, isAfter: false },
  'ends late': { fault: 3 * OVERDUE_MS, isAfter: false },
  'was late and ends later': { fault: 2 * OVERDUE_MS, isAfter: true },
  failed: { fault: lost, isAfter: true },
};

function inStep(
  { part, nth, answer, unread = false }: (typeof steps)[string],
  { fault, isAfter }: (typeof troubles)[string],
) {
  return async (retryUnknown: boolean): Promise<World> => {
    const world = unread
      ? makeWorld(retryUnknown)
      : await expired(retryUnknown);
    if (answer) void world.plan({ part: 'refresh', fault: answer });
    const met = world.plan({ part, nth, fault });
    const call = world.session.getAccessToken().catch(() => undefined);
    await (isAfter ? call : met);
    return world;
  };
}

function variants(
  name: string,
  enter: (retryUnknown: boolean) => Promise<World>,
  maySignOut: boolean,
): State[] {
  return [true, false].map((retryUnknown) => ({
    name: `${name}, retryUnknown ${String(retryUnknown)}`,
    enter: () => enter(retryUnknown),
    maySignOut,
  }));
}

export const states: readonly State[] = [
  ...Object.entries(resting).flatMap(([name, enter]) =>
    variants(name, enter, ['signed out', 'after a rejection'].includes(name)),
  ),
  ...Object.entries(steps).flatMap(([stepName, step]) =>
    Object.entries(troubles).flatMap(([trouble, what]) =>
      variants(
        `${stepName} ${trouble}`,
        inStep(step, what),
        step.answer === rejected,
      ),
    ),
  ),
];
