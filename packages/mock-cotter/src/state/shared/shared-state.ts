import { randomUUID } from 'node:crypto';
// Not the global one, which a test that fakes timers in the mock's own process takes away.
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from '../../api/api-error.ts';
import type { FaultQueue, SavedFault } from '../../faults/faults.ts';
import {
  checkedState,
  type Persist,
  type SavedState,
  type StateChange,
} from '../saved-state.ts';
import { applyChange, restoreState, saveState, type Kept } from '../state.ts';
import type { News, Position, SharedLog } from './redis-log.ts';

/** What replicas share: the state, and the faults that wait. */
export interface SharedThings extends Kept {
  readonly faults: FaultQueue;
}

/** Has one replica at a time change the state. */
export interface Turns {
  /** Reads what the others changed. Rejects with an {@link ApiError} if that fails. */
  sync(): Promise<void>;
  /**
   * Runs something that changes the state, on the newest state, while no other replica does. Its changes are kept before
   * the result is given. Rejects with an {@link ApiError} if they cannot be, and as the work does.
   */
  run<Result>(work: () => Result): Promise<Awaited<Result>>;
}

/** The state of this replica. */
export interface SharedState extends Turns {
  /** Is told of each change. One that was made outside of a turn is kept a moment later. */
  readonly persist: Persist;
  /** The same for faults. */
  readonly faultsChanged: () => void;
  /** The whole state was replaced. */
  readonly replaced: () => void;
}

/** A change as the log has it. */
interface SharedChange extends StateChange {
  readonly faults?: readonly SavedFault[];
  readonly state?: SavedState;
}

interface Job {
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  tries: number;
}

/** After so many changes, the whole state is written anew. */
const COMPACT_CHANGES = 2000;
/** How long a replica waits for its turn, in milliseconds. */
const LONGEST_WAIT_MS = 10_000;
const MOST_TRIES = 5;

const NOWHERE: Position = { epoch: '', seq: 0 };

/**
 * Shares the state with the replicas that have the same log. If there is no state yet, this replica's is the first.
 *
 * @throws the log's error, in a rejection; and StateError for a state that another version of the mock wrote
 */
export async function shareState(
  log: SharedLog,
  things: SharedThings,
): Promise<SharedState> {
  let known: Position = NOWHERE;
  let changes: SharedChange[] = [];
  let inTurn = false;
  const queue: Job[] = [];
  let running: Promise<void> | undefined;
  let reading: Promise<void> | undefined;

  const snapshot = (): string =>
    JSON.stringify({ ...saveState(things), faults: things.faults.save() });

  const apply = ({ state, faults, ...change }: SharedChange): void => {
    if (state !== undefined) restoreState(things, state);
    if (faults !== undefined) things.faults.restore(faults);
    applyChange(things, change);
  };

  const learn = ({
    snapshot: text,
    changes: lines,
    epoch,
    seq,
  }: News): void => {
    if (epoch === '') return;
    // Another call may have learnt more meanwhile.
    if (epoch === known.epoch && seq < known.seq) return;
    const unknown =
      text === undefined
        ? lines.slice(Math.max(lines.length - (seq - known.seq), 0))
        : lines;
    // What is read again from here on if one of them fails.
    const before = known;
    known = NOWHERE;
    if (text !== undefined) {
      const { faults, ...state } = JSON.parse(text) as {
        faults: readonly SavedFault[];
      };
      apply({ state: checkedState(state), faults });
    }
    for (const line of unknown) apply(JSON.parse(line) as SharedChange);
    known = { ...before, epoch, seq };
  };

  const takeTurn = async (owner: string): Promise<News> => {
    const end = performance.now() + LONGEST_WAIT_MS;
    while (performance.now() < end) {
      const news = await log.take(owner, known);
      if (news !== undefined) return news;
      await wait(1 + 4 * Math.random());
    }
    throw new Error('The turn did not come');
  };

  /** One turn, in which all that waits is done. */
  const turn = async (): Promise<void> => {
    const owner = randomUUID();
    let news: News;

    try {
      news = await takeTurn(owner);
      learn(news);
    } catch {
      // What was changed outside of a turn waits for the next one.
      for (const { reject } of queue.splice(0)) reject(unreachable());
      return;
    }
    // The others' changes came first, so those from outside of a turn win again.
    for (const change of changes) apply(change);
    const jobs = queue.splice(0);
    inTurn = true;
    const outcomes = jobs.map(({ work }) => outcomeOf(work));
    inTurn = false;
    const own = changes;
    changes = [];
    const isNew = news.epoch === '';
    const isLong = news.length + own.length > COMPACT_CHANGES;
    const epoch = isNew ? owner : news.epoch;
    try {
      const kept = log.commit(
        owner,
        own.map((change) => JSON.stringify(change)),
        {
          ...(isNew ? { epoch } : {}),
          ...(isNew || isLong ? { snapshot: snapshot() } : {}),
        },
      );
      // Nothing to keep: nobody need wait for the end of the turn.
      if (own.length === 0 && !isNew) kept.catch(() => undefined);
      else if (!(await kept)) {
        // This replica was stopped for longer than its turn. What it did did not happen.
        known = NOWHERE;
        for (const job of jobs) {
          job.tries += 1;
          if (job.tries < MOST_TRIES) queue.push(job);
          else job.reject(unreachable());
        }
        return;
      }
    } catch {
      // Nobody knows whether it was kept.
      known = NOWHERE;
      for (const { reject } of jobs) reject(lost());
      return;
    }
    known = { epoch, seq: (isNew ? 0 : news.seq) + own.length };
    for (const [i, { resolve, reject }] of jobs.entries()) {
      const outcome = outcomes[i];
      if (outcome === undefined) continue;
      if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.result);
    }
  };

  const start = (): void => {
    running ??= (async () => {
      do await turn();
      while (queue.length > 0);
      running = undefined;
    })();
  };

  const note = (change: SharedChange): void => {
    changes.push(change);
    if (!inTurn) start();
  };

  const shared: SharedState = {
    persist: note,
    faultsChanged: () => {
      note({ faults: things.faults.save() });
    },
    replaced: () => {
      note({ state: saveState(things) });
    },
    // Those who ask at the same time share one look.
    sync: () =>
      (reading ??= (async () => {
        try {
          learn(await log.read(known));
        } catch {
          throw unreachable();
        } finally {
          reading = undefined;
        }
      })()),
    run: <Result>(work: () => Result) =>
      new Promise<Awaited<Result>>((resolve, reject) => {
        queue.push({
          work,
          resolve: resolve as (result: unknown) => void,
          reject,
          tries: 0,
        });
        start();
      }),
  };
  // Not through the queue, whose errors are for clients.
  const owner = randomUUID();
  const news = await takeTurn(owner);
  learn(news);
  if (news.epoch === '') {
    known = { epoch: owner, seq: 0 };
    await log.commit(owner, [], { epoch: owner, snapshot: snapshot() });
  } else await log.commit(owner, []);
  return shared;
}

type Outcome = { readonly error: unknown } | { readonly result: unknown };

function outcomeOf(work: () => unknown): Outcome {
  try {
    const result = work();
    // It is waited for when its changes are kept.
    if (result instanceof Promise) result.catch(() => undefined);
    return { result };
  } catch (error) {
    return { error };
  }
}

function unreachable(): ApiError {
  return new ApiError(503, {
    msg: 'The state of this mock cannot be reached. Nothing was changed; try again.',
    type: 'unavailable',
  });
}

function lost(): ApiError {
  return new ApiError(500, {
    msg: 'The state of this mock could not be reached to the end. Nobody knows whether it was changed.',
    type: 'internal_error',
  });
}
