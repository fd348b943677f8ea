import { randomUUID } from 'node:crypto';
import { advance, overdue } from './machine.ts';
import { carryOut, type RunTools } from './run.ts';
import type { SessionEvent } from './session-event.ts';
import type { SessionConfig } from './session-options.ts';
import { IDLE, initialState, type SessionState } from './state.ts';
import type { RunResult } from './transition.ts';
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
      tell: (happened) => {
        const now = this.#config.now();
        const { state, events, effect } = advance(this.state, happened, now);
        this.#take(state, events);
        return effect;
      },
      unlockFailed: (fault) => {
        this.#config.onEvent({ type: 'store.failed', ...fault });
      },
    };
    const id = randomUUID();
    const first = tools.tell({ type: 'started', id, retryUnknown });
    // Lets callers go when a client or a store neither settles nor heeds its signal.
    this.result = withinTime(
      // What a client gave may be an object whose fields throw. The run is over then, and a later call looks again.
      carryOut(tools, first).catch(() => {
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
