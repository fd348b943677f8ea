import { startDeadline } from '../time/deadline.ts';
import { onAbort } from '../time/on-abort.ts';
import { pause } from '../time/pause.ts';
import type { HeldLock, TokenStore } from '../stores/token-store.ts';
import { clientFailure, storeFault } from './faults.ts';
import { advanceLate, overdue } from './late.ts';
import { advance } from './machine.ts';
import type { StoreFault } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import type { RefreshClient, SessionConfig } from './session-options.ts';
import { IDLE, type Run, type SessionState, initialState } from './state.ts';
import type { Effect, RunResult, SessionInput, Transition } from './steps.ts';
import { readStored, readSwapped } from '../stores/read-stored.ts';
import { randomId } from '../stores/random-id.ts';
import { createSaveLater } from './save-later.ts';
import { withinTime } from './wait.ts';

/** Holds what a session knows, and the one run of work that it has at a time. */
export class Runner {
  config: SessionConfig;
  /** What the last run that was started yields. It is pending exactly as long as the run is not idle; never rejects. */
  result: Promise<RunResult> = Promise.resolve({ type: 'again' });
  state: SessionState;
  /** Whether a caller wants the next run to repeat a refresh of unknown outcome. Any caller may start that run. */
  retryWanted = false;
  /** Tokens that only this process has, because the store failed, are saved without another call. */
  readonly #saveLater = createSaveLater(
    () => this.state.unsaved?.usable === true,
    () => {
      if (this.isIdle) this.start();
    },
  );

  constructor(config: SessionConfig) {
    this.config = config;
    this.state = initialState(config.machine, config.seed);
  }

  get isIdle(): boolean {
    return this.state.run.step.name === 'idle';
  }

  /** Starts a run. There must be none under way. */
  start(): void {
    const { client, store, lockTimeoutMs, refreshTimeoutMs } = this.config;
    const maxRunMs = lockTimeoutMs + 2 * refreshTimeoutMs;
    const id = randomId();
    const retryUnknown = this.retryWanted;
    this.retryWanted = false;
    /** What the run was doing when it was given up. */
    let givenUp: Run | undefined;
    let finished: RunResult | undefined;
    const controller = new AbortController();
    const tools: RunTools = {
      client,
      store,
      lockTimeoutMs,
      refreshTimeoutMs,
      maxRunMs,
      signal: controller.signal,
      dispatch: (input) => {
        const now = this.config.now();
        if (givenUp !== undefined) {
          const late = givenUp;
          // Each run that was given up can still receive one thing.
          givenUp = IDLE;
          return this.#late(advanceLate(this.state, late, input, now));
        }
        const { state, events, effect } = advance(this.state, input, now);
        this.#take(state, events);
        if (effect.type === 'done') finished = effect.result;
        return effect;
      },
      onUnlockFailed: (fault) => {
        this.config.onEvent({ type: 'store.failed', ...fault });
      },
      onLockLost: () => {
        this.config.onEvent({ type: 'lock.lost' });
      },
    };
    const giveUp = (): RunResult => {
      // The work is done, and only the lock has not been released.
      if (finished !== undefined) return finished;
      givenUp = this.state.run;
      const { state, result, events } = overdue(this.state, this.config.now());
      this.#take(state, events);
      controller.abort();
      return result;
    };
    const first = tools.dispatch({ type: 'started', id, retryUnknown });
    this.result = withinTime(
      // What a client gave may be an object whose fields throw. The run is over then, and a later call looks again.
      runEffects(tools, first).catch(giveUp),
      maxRunMs,
      giveUp,
    );
    void this.result.then(this.#saveLater);
  }

  /** Stores what a run received after it was given up. */
  #late({ state, effect, events }: Transition): Effect {
    const before = this.state.unsaved;
    this.#take(state, events);
    if (state.unsaved !== before && this.isIdle) this.start();
    return effect;
  }

  #take(state: SessionState, events: readonly SessionEvent[]): void {
    this.state = state;
    for (const event of events) this.config.onEvent(event);
  }
}

/** What a run works with. */
export interface RunTools {
  readonly client: RefreshClient;
  readonly store: TokenStore;
  readonly lockTimeoutMs: number;
  readonly refreshTimeoutMs: number;
  /** After this time the run is given up, in milliseconds. */
  readonly maxRunMs: number;
  /** Fires when the run is given up. */
  readonly signal: AbortSignal;
  /** Tells the machine what input and yields what to do next. */
  readonly dispatch: (input: SessionInput) => Effect;
  /** The lock did its work, but could not be released. */
  readonly onUnlockFailed: (fault: StoreFault) => void;
  /** The lock was lost while the run needed it. */
  readonly onLockLost: () => void;
}

/** Carries out what the machine says until it is done. Never rejects. */
export async function runEffects(
  tools: RunTools,
  first: Effect,
): Promise<RunResult> {
  let effect = first;
  for (;;) {
    switch (effect.type) {
      case 'done':
        return effect.result;
      case 'lock':
        effect = await underLock(tools);
        break;
      default:
        effect = tools.dispatch(await perform(tools, effect));
    }
  }
}

/** Without what the store says of its content if that is not usable: it is read again then, and fails as a `load`. */
function lockedInput(lock: HeldLock | undefined): SessionInput {
  try {
    // A store in JavaScript may give no lock.
    if (lock?.stored === undefined) return { type: 'locked' };
    return { type: 'locked', stored: readStored(lock.stored) };
  } catch {
    return { type: 'locked' };
  }
}

type Performed = Exclude<Effect, { readonly type: 'done' | 'lock' }>;

/** Does the rest of the run under the store's lock. */
async function underLock(tools: RunTools): Promise<Effect> {
  const { store, dispatch } = tools;
  let rest: Promise<RunResult> | undefined;
  const deadline = startDeadline(undefined, tools.lockTimeoutMs);
  let failure: unknown;
  try {
    await store.withLock(
      async (lock: HeldLock | undefined) => {
        deadline.end();
        rest ??= runEffects(tools, dispatch(lockedInput(lock)));
        const stopListening = lock && onAbort(lock.signal, tools.onLockLost);
        // A run that was given up lets go of the lock.
        await Promise.race([rest, fired(tools.signal)]);
        stopListening?.();
      },
      { signal: deadline.signal, maxHoldMs: tools.maxRunMs },
    );
  } catch (error) {
    failure = error;
  } finally {
    deadline.end();
  }
  if (rest === undefined) {
    const fault = storeFault('lock', failure);
    return dispatch({ type: 'store_failed', fault });
  }
  if (failure !== undefined)
    tools.onUnlockFailed(storeFault('unlock', failure));
  return { type: 'done', result: await rest };
}

async function perform(
  tools: RunTools,
  effect: Performed,
): Promise<SessionInput> {
  const { client, store, refreshTimeoutMs, signal } = tools;
  switch (effect.type) {
    case 'pause':
      // It ends early when the run is given up.
      await pause(effect.ms, signal).catch(() => undefined);
      return { type: 'paused' };
    case 'load':
      try {
        return {
          type: 'store_read',
          stored: readStored(await store.load({ signal })),
        };
      } catch (error) {
        return { type: 'store_failed', fault: storeFault('load', error) };
      }
    case 'swap':
      try {
        const { record, version } = effect;
        const result = readSwapped(
          await store.compareAndSwap(version, record, { signal }),
        );
        return { type: 'store_written', record, result };
      } catch (error) {
        return { type: 'store_failed', fault: storeFault('save', error) };
      }
    case 'send': {
      const deadline = startDeadline(undefined, refreshTimeoutMs);
      try {
        const answer = await client.refresh(effect.refreshToken, {
          signal: deadline.signal,
          timeoutMs: refreshTimeoutMs,
        });
        return { type: 'refreshed', answer };
      } catch (error) {
        return { type: 'refresh_failed', ...clientFailure(error) };
      } finally {
        deadline.end();
      }
    }
  }
}

function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    onAbort(signal, resolve);
  });
}
