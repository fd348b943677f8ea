// A process that makes every call of a session in every state that a session can be in. Its parent watches that it lives.
import process from 'node:process';
import { isCotterError } from '../client/any-cotter-error.ts';
import { states, type State } from './watchdog-states.fixture.ts';
import { HOUR_MS, OVERDUE_MS, type World } from './watchdog-world.fixture.ts';

export type Report =
  | { readonly type: 'alive' }
  | { readonly type: 'started' | 'settled'; readonly name: string }
  | { readonly type: 'wrong'; readonly name: string; readonly what: string };

interface Case {
  readonly name: string;
  readonly state: State;
  readonly call: (world: World, signal?: AbortSignal) => Promise<unknown>;
  readonly aborts: boolean;
}

/** So many states are tried at the same time. */
const STATES_AT_ONCE = 24;
const TICK_MS = 10;
/** A call with a signal ends then. */
const ABORT_MS = 15;
/** A timer that fires late, as on a busy machine, gives the work this much more time. */
const GRACE_MS = 250;
/**
 * The longest wait for one run, in ticks of this process: a slow machine delays the ticks as it delays the session's
 * timers.
 */
const RUN_TICKS = Math.ceil((OVERDUE_MS + GRACE_MS) / TICK_MS) + 5;
/** A signal ends the wait at once. */
const ABORT_TICKS = Math.ceil(ABORT_MS / TICK_MS) + 5;

const calls: Readonly<Record<string, Case['call']>> = {
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

/** They write to the store without waiting for a run, and no signal ends that. */
const REPLACING = [calls['signIn'], calls['signOut']];

const cases: readonly Case[] = states.flatMap((state) =>
  Object.entries(calls).flatMap(([callName, call]) =>
    [false, true].map((aborts) => ({
      name: `${callName}${aborts ? ' with a signal' : ''}, ${state.name}`,
      state,
      call,
      aborts,
    })),
  ),
);

let ticks = 0;
const waiting = new Set<() => void>();

/** Whether the work settles within so many ticks. */
function settles(work: Promise<unknown>, maxTicks: number): Promise<boolean> {
  const end = ticks + maxTicks;
  return new Promise((resolve) => {
    const look = (): void => {
      if (ticks >= end) done(false);
    };
    const done = (settled: boolean): void => {
      waiting.delete(look);
      resolve(settled);
    };
    waiting.add(look);
    const settled = (): void => {
      done(true);
    };
    work.then(settled, settled);
  });
}

function report(message: Report): void {
  process.send?.(message);
}

async function runCase({ name, state, call, aborts }: Case): Promise<void> {
  report({ type: 'started', name });
  const entered = state.enter();
  if (!(await settles(entered, 4 * RUN_TICKS))) {
    report({ type: 'wrong', name, what: 'a call before it stays open' });
    report({ type: 'settled', name });
    return;
  }
  const world = await entered;
  const signal = aborts ? AbortSignal.timeout(ABORT_MS) : undefined;
  const max =
    aborts && !REPLACING.includes(call)
      ? ABORT_TICKS
      : // Before its own run, `retryUnknown` waits for the run that is under way.
        RUN_TICKS * (call === calls['retryUnknown'] ? 2 : 1);
  if (!(await settles(call(world, signal), max))) {
    report({ type: 'wrong', name, what: 'the call stays open' });
  }
  world.heal();
  const maySignOut = state.maySignOut || call === calls['signOut'];
  const outcome = await recover(world);
  if (
    !outcome.startsWith('access.') &&
    !(maySignOut && outcome === 'signed_out')
  ) {
    report({ type: 'wrong', name, what: `no recovery: ${outcome}` });
  }
  const healed = await world.session
    .signIn(world.issue())
    .then(() => world.session.getAccessToken())
    .catch(String);
  if (!healed.startsWith('access.')) {
    report({ type: 'wrong', name, what: `no sign-in: ${healed}` });
  }
  report({ type: 'settled', name });
}

/** What the application gets once the store and the client work again. The first call may wait for a run that hangs. */
async function recover({ session, clock }: World): Promise<string> {
  let outcome = '';
  for (let i = 0; i < 3; i += 1) {
    // Longer than any pause.
    clock.aheadMs += HOUR_MS / 10;
    const asked = session.getAccessToken().catch((error: unknown) => {
      const code = isCotterError(error) ? error.code : String(error);
      return code === 'refresh_unknown'
        ? session.retryUnknown().then(
            (tokens) => tokens.access_token,
            () => code,
          )
        : code;
    });
    if (!(await settles(asked, 3 * RUN_TICKS))) return 'a call stays open';
    outcome = await asked;
    if (/^access\.|^signed_out$/.test(outcome)) break;
  }
  return outcome;
}

const heartbeat = setInterval(() => {
  report({ type: 'alive' });
}, 50);
const ticking = setInterval(() => {
  ticks += 1;
  for (const look of waiting) look();
}, TICK_MS);
process.on('disconnect', () => process.exit());

/** The names of the cases to run, as JSON; all if there are none. */
const names = JSON.parse(process.argv[2] ?? '[]') as string[];
const chosen = cases.filter(
  ({ name }) => names.length === 0 || names.includes(name),
);
const batch = STATES_AT_ONCE * 2 * Object.keys(calls).length;
for (let i = 0; i < chosen.length; i += batch) {
  await Promise.all(chosen.slice(i, i + batch).map(runCase));
}
clearInterval(heartbeat);
clearInterval(ticking);
process.disconnect();
