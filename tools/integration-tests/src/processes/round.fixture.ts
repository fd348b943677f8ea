// One round of a trial: the access token expires, every process asks for another, and perhaps one is killed meanwhile.
import { setTimeout as wait } from 'node:timers/promises';
import type { StoredSession } from '@org/cotter-sdk/session';
import type { Fleet, Member } from './fleet.fixture.ts';
import {
  wrongRepeats,
  type Killed,
  type RefreshLedger,
} from './refresh-ledger.fixture.ts';
import type { Outcome } from './worker.fixture.ts';

export interface Trial {
  readonly isRemote: boolean;
  readonly retryUnknown: boolean;
  /** How far the clock of the processes is ahead, in milliseconds. */
  readonly clock: { readonly aheadMs: number };
  /** Whether the application has called `retryUnknown`, and waits for the outcome. */
  readonly request: { isRequested: boolean };
  readonly ledger: RefreshLedger;
  readonly fleet: Fleet;
  readonly members: Member[];
  /** What the store contains. */
  readonly load: () => Promise<StoredSession>;
  readonly random: () => number;
  /** Access tokens of earlier rounds. */
  readonly oldTokens: Set<string>;
}

export interface Round {
  readonly isKill: boolean;
  readonly isSignedOut: boolean;
  readonly ms: number;
  readonly wrong: readonly string[];
}

export const HOUR_MS = 3_600_000;
const CALLERS = 20;
const KILL_RATE = 0.3;
/** Half of the kills hit any process within this time of the calls. */
const KILL_ANY_WITHIN_MS = { file: 60, remote: 120 };
/** The others hit the process that refreshes within this time of its request: before or after it stores the response. */
const KILL_SENDER_WITHIN_MS = { file: 16, remote: 32 };

export async function playRound(trial: Trial): Promise<Round> {
  const { members, ledger, clock, retryUnknown, oldTokens } = trial;
  const { aheadMs } = clock;
  const first = ledger.sent.length;
  const startedAt = performance.now();
  const command = { type: 'ask', callers: CALLERS, aheadMs } as const;
  const asked = members.map(async (member) => ({
    member,
    outcome: await member.ask(command),
  }));
  const killed = await perhapsKill(
    trial,
    Promise.all(asked).then(() => undefined),
  );
  const outcomes = (await Promise.all(asked)).flatMap(({ member, outcome }) =>
    member.by === killed?.by ? [] : [outcome],
  );
  if (killed !== undefined) {
    const index = members.findIndex(({ by }) => by === killed.by);
    members[index] = await trial.fleet.start();
  }
  const settled = await settle(trial);
  const ms = Math.round(performance.now() - startedAt);
  const errorsOf = (of: readonly (Outcome | undefined)[]) => [
    ...new Set(of.flatMap((outcome) => outcome?.errors ?? ['no answer'])),
  ];
  const tokens = new Set(
    [...outcomes, ...settled].flatMap((outcome) => outcome?.tokens ?? []),
  );
  const early = errorsOf(outcomes);
  const late = errorsOf(settled);
  const sentCount = ledger.sent.length - first;
  const wrong = wrongRepeats(ledger.sent, first, killed, retryUnknown);
  if (killed === undefined) {
    if (sentCount !== 1) wrong.push('not exactly one refresh');
    if (early.length > 0) wrong.push('a call failed');
  }
  const known = ['signed_out', ...(retryUnknown ? [] : ['refresh_unknown'])];
  if (early.some((code) => !known.includes(code))) {
    wrong.push('a call hung or failed without a reason');
  }
  if (late.some((code) => code !== 'signed_out')) {
    wrong.push('a user is stuck');
  }
  if (tokens.size > 1) wrong.push('callers have different tokens');
  if (tokens.size > 0 && late.length > 0) wrong.push('a new token was lost');
  if ([...tokens].some((token) => oldTokens.has(token))) {
    wrong.push('a caller has an old token');
  }
  for (const token of tokens) oldTokens.add(token);
  const seen = JSON.stringify({ tokens: tokens.size, early, late, sentCount });
  return {
    isKill: killed !== undefined,
    isSignedOut: late.length > 0,
    ms,
    wrong: wrong.map((what) => `${what} ${seen}`),
  };
}

/** Kills a process in some of the rounds. */
async function perhapsKill(
  trial: Trial,
  asked: Promise<undefined>,
): Promise<Killed | undefined> {
  const { random, members, isRemote, ledger } = trial;
  const store = isRemote ? 'remote' : 'file';
  // Always as many numbers, so that a round has the same ones whatever happened before.
  const rate = random();
  const who = random();
  const when = random();
  const hitsSender = random() < 0.5;
  if (rate >= KILL_RATE) return undefined;
  let victim = members[Math.floor(who * members.length)];
  if (hitsSender) {
    const sent = await Promise.race([ledger.next(), asked]);
    if (sent !== undefined) {
      victim = members.find(({ by }) => sent.by === by);
    }
    await wait(when * KILL_SENDER_WITHIN_MS[store]);
  } else {
    await wait(when * KILL_ANY_WITHIN_MS[store]);
  }
  if (victim === undefined) return undefined;
  await victim.kill();
  const { record } = await trial.load();
  return { by: victim.by, attemptEndsAt: record?.attempt?.endsAt };
}

/** Asks every process once more, as an application does on the next request. */
async function settle(trial: Trial): Promise<(Outcome | undefined)[]> {
  const { members, retryUnknown, request } = trial;
  const { aheadMs } = trial.clock;
  const outcomes: (Outcome | undefined)[] = [];
  for (const member of members) {
    let outcome = await member.ask({ type: 'ask', callers: 1, aheadMs });
    if (!retryUnknown && outcome?.errors.includes('refresh_unknown') === true) {
      request.isRequested = true;
      outcome = await member.ask({ type: 'retryUnknown', aheadMs });
      request.isRequested = false;
    }
    outcomes.push(outcome);
  }
  return outcomes;
}
