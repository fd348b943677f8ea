import type { RefreshedTokens } from '@org/cotter-types';
import { clientFailure, storeFault } from './fault.ts';
import type { Effect, Happened, RunResult } from './transition.ts';
import type { StoreFault } from './session-error.ts';
import { readStored, readSwapped } from './stored.ts';
import type { TokenStore } from './token-store.ts';

/** What a session needs of a client. `CotterClient` is one. */
export interface RefreshClient {
  /**
   * Sends a refresh token, once. It may reject with anything: an error with an `outcome` of `not_sent` says that the
   * token was not used, `rejected` that it is no longer valid; any other error counts as `unknown`.
   */
  refresh(
    refreshToken: string,
    options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
  ): Promise<RefreshedTokens>;
  /** Tells Cotter that the user signed out, if the client can; what it rejects with, a session's `signOut` passes on. */
  signOut?(options?: { readonly signal?: AbortSignal }): Promise<unknown>;
}

/** What a run works with. */
export interface RunTools {
  readonly client: RefreshClient;
  readonly store: TokenStore;
  readonly lockTimeoutMs: number;
  readonly refreshTimeoutMs: number;
  /** Tells the machine what happened and yields what to do next. */
  readonly tell: (happened: Happened) => Effect;
  /** The lock did its work, but could not be released. */
  readonly unlockFailed: (fault: StoreFault) => void;
}

/** Carries out what the machine says until it is done. Never rejects. */
export async function carryOut(
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
        effect = tools.tell(await perform(tools, effect));
    }
  }
}

type Performed = Exclude<Effect, { readonly type: 'done' | 'lock' }>;

/** Does the rest of the run under the store's lock. */
async function underLock(tools: RunTools): Promise<Effect> {
  const { store, tell } = tools;
  let rest: Promise<RunResult> | undefined;
  const deadline = startTimer(tools.lockTimeoutMs);
  let failure: unknown;
  try {
    await store.withLock(
      () => {
        deadline.end();
        rest ??= carryOut(tools, tell({ type: 'locked' }));
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
    return tell({ type: 'store_failed', fault });
  }
  if (failure !== undefined) tools.unlockFailed(storeFault('unlock', failure));
  return { type: 'done', result: await rest };
}

async function perform(tools: RunTools, effect: Performed): Promise<Happened> {
  const { client, store, refreshTimeoutMs } = tools;
  switch (effect.type) {
    case 'load':
      try {
        return { type: 'loaded', stored: readStored(await store.load()) };
      } catch (error) {
        return { type: 'store_failed', fault: storeFault('load', error) };
      }
    case 'swap':
      try {
        const { record, version } = effect;
        const result = readSwapped(await store.compareAndSwap(version, record));
        return { type: 'swapped', record, result };
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
        return { type: 'answered', answer };
      } catch (error) {
        return { type: 'failed', ...clientFailure(error) };
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
