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
  /** Receives each change. One that was made outside of a turn is kept a moment later. */
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

/** After so many changes, the whole state is written again. */
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

  /** One turn, in which all that waits is done. Resolves to false if the state could not be reached. */
  const turn = async (): Promise<boolean> => {
    const owner = randomUUID();
    let news: News;
    try {
      news = await takeTurn(owner);
      learn(news);
      // The others' changes came first, so those from outside of a turn win again.
      for (const change of changes) apply(change);
    } catch {
      for (const { reject } of queue.splice(0)) reject(unreachable());
      return false;
    }
    const outside = [...changes];
    const jobs = queue.splice(0);
    inTurn = true;
    const outcomes = jobs.map((job) => ({ job, ...outcomeOf(job.work) }));
    inTurn = false;
    const own = changes;
    changes = [];
    const isNew = news.epoch === '';
    const isLong = news.length + own.length > COMPACT_CHANGES;
    const kept = log.commit(
      owner,
      own.map((change) => JSON.stringify(change)),
      {
        ...(isNew ? { epoch: owner } : {}),
        ...(isNew || isLong ? { snapshot: snapshot() } : {}),
      },
    );
    // Nothing to keep: nobody need wait for the end of the turn.
    const isEmpty = own.length === 0 && !isNew;
    const result = isEmpty ? true : await kept.catch(() => undefined);
    if (isEmpty) kept.catch(() => undefined);
    if (result !== true) {
      // Memory is ahead of the log, which is read again; what was changed outside of the turn is tried again.
      known = NOWHERE;
      changes = [...outside, ...changes];
    }
    // Nobody knows whether it was kept.
    if (result === undefined) for (const { reject } of jobs) reject(lost());
    // This replica was stopped for longer than its turn: what it did did not happen.
    else if (!result) again(jobs);
    else {
      const seq = (isNew ? 0 : news.seq) + own.length;
      known = { epoch: isNew ? owner : news.epoch, seq };
      for (const { job, error, result: value } of outcomes)
        if (error === undefined) job.resolve(value);
        else job.reject(error);
    }
    return result !== undefined;
  };

  const again = (jobs: readonly Job[]): void => {
    for (const job of jobs) {
      job.tries += 1;
      if (job.tries < MOST_TRIES) queue.push(job);
      else job.reject(unreachable());
    }
  };

  const start = (): void => {
    running ??= (async () => {
      // After a failure, changes from outside of a turn wait for the next request.
      while (queue.length > 0 || changes.length > 0) if (!(await turn())) break;
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
    // Those who ask at the same time share one look: what they answer is decided in a turn.
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

interface Outcome {
  readonly error?: Error;
  readonly result?: unknown;
}

function outcomeOf(work: () => unknown): Outcome {
  try {
    const result = work();
    // It is waited for when its changes are kept.
    if (result instanceof Promise) result.catch(() => undefined);
    return { result };
  } catch (error) {
    return { error: error as Error };
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
