import { randomUUID } from 'node:crypto';
import type { TokenStore } from '../stores/token-store.ts';
import { clientFailure, storeFault } from './faults.ts';
import { advance, overdue } from './machine.ts';
import type { StoreFault } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import type { RefreshClient, SessionConfig } from './session-options.ts';
import { IDLE, type SessionState, initialState } from './state.ts';
import type { Effect, SessionInput, RunResult } from './steps.ts';
import { readStored, readSwapped } from './store-access.ts';
import { withinTime } from './wait.ts';

/** Holds what a session knows, and the one run of work that it has at a time. */
export class Runner {
  readonly #config: SessionConfig;
  /** What the last run that was started yields; never rejects. */
  result: Promise<RunResult> = Promise.resolve({ type: 'again' });
  state: SessionState;

  constructor(config: SessionConfig) {
    this.#config = config;
    this.state = initialState(config.earlyMs, config.seed);
  }

  get isIdle(): boolean {
    return this.state.run.step.name === 'idle';
  }

  /** Starts a run. There must be none under way. */
  start(retryUnknown: boolean): void {
    const { client, store, lockTimeoutMs, refreshTimeoutMs } = this.#config;
    const tools: RunTools = {
      client,
      store,
      lockTimeoutMs,
      refreshTimeoutMs,
      dispatch: (input) => {
        const now = this.#config.now();
        const { state, events, effect } = advance(this.state, input, now);
        this.#take(state, events);
        return effect;
      },
      onUnlockFailed: (fault) => {
        this.#config.onEvent({ type: 'store.failed', ...fault });
      },
    };
    const id = randomUUID();
    const first = tools.dispatch({ type: 'started', id, retryUnknown });
    // Lets callers go when a client or a store neither settles nor heeds its signal.
    this.result = withinTime(
      // What a client gave may be an object whose fields throw. The run is over then, and a later call looks again.
      runEffects(tools, first).catch(() => {
        const result = this.#giveUp();
        this.state = { ...this.state, run: IDLE };
        return result;
      }),
      lockTimeoutMs + 2 * refreshTimeoutMs,
      () => this.#giveUp(),
    );
  }

  /** Lets callers go with what is known. */
  #giveUp(): RunResult {
    const { state, result, events } = overdue(this.state);
    this.#take(state, events);
    return result;
  }

  #take(state: SessionState, events: readonly SessionEvent[]): void {
    this.state = state;
    for (const event of events) this.#config.onEvent(event);
  }
}

/** What a run works with. */
export interface RunTools {
  readonly client: RefreshClient;
  readonly store: TokenStore;
  readonly lockTimeoutMs: number;
  readonly refreshTimeoutMs: number;
  /** Tells the machine what input and yields what to do next. */
  readonly dispatch: (input: SessionInput) => Effect;
  /** The lock did its work, but could not be released. */
  readonly onUnlockFailed: (fault: StoreFault) => void;
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

type Performed = Exclude<Effect, { readonly type: 'done' | 'lock' }>;

/** Does the rest of the run under the store's lock. */
async function underLock(tools: RunTools): Promise<Effect> {
  const { store, dispatch } = tools;
  let rest: Promise<RunResult> | undefined;
  const deadline = startTimer(tools.lockTimeoutMs);
  let failure: unknown;
  try {
    await store.withLock(
      () => {
        deadline.end();
        rest ??= runEffects(tools, dispatch({ type: 'locked' }));
        return rest;
      },
      { signal: deadline.signal },
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
  const { client, store, refreshTimeoutMs } = tools;
  switch (effect.type) {
    case 'load':
      try {
        return { type: 'store_read', stored: readStored(await store.load()) };
      } catch (error) {
        return { type: 'store_failed', fault: storeFault('load', error) };
      }
    case 'swap':
      try {
        const { record, version } = effect;
        const result = readSwapped(await store.compareAndSwap(version, record));
        return { type: 'store_written', record, result };
      } catch (error) {
        return { type: 'store_failed', fault: storeFault('save', error) };
      }
    case 'send': {
      const deadline = startTimer(refreshTimeoutMs);
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

/** A signal that fires when the time is over, unless it was ended. */
function startTimer(timeoutMs: number): {
  readonly signal: AbortSignal;
  end(): void;
} {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, timeoutMs);
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
    },
  };
}
