// One round of a trial: the access token expires, every process asks for another, and perhaps one is killed meanwhile.
import { setTimeout as wait } from 'node:timers/promises';
import type { StoredSession } from '@org/cotter-sdk/session';
import type { Server } from '@org/servers';
import type { Fleet, Member } from './fleet.fixture.ts';
import {
  wrongRepeats,
  type Killed,
  type RefreshLedger,
} from './refresh-ledger.fixture.ts';
import type { Outcome } from './worker.fixture.ts';

/** `restart`: the server of the store is killed and started again. `drop`: it closes all connections. */
export type Harm = 'drop' | 'freeze' | 'kill' | 'restart';

/** Kills are as frequent as all others. */
export const HARMS: readonly Harm[] = [
  'kill',
  'freeze',
  'kill',
  'restart',
  'kill',
  'drop',
];

export interface Trial {
  /** What may happen to this store's users. */
  readonly harms: readonly Harm[];
  /** The server of the store, if it has one. */
  readonly server: Server | undefined;
  /** Has the server close all connections. */
  readonly dropConnections: () => Promise<unknown>;
  /** How long a process is frozen, in milliseconds: longer than a lease, shorter than an attempt. */
  readonly frozenMs: number;
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
  readonly harm: Harm | undefined;
  readonly isSignedOut: boolean;
  readonly ms: number;
  readonly wrong: readonly string[];
}

export const HOUR_MS = 3_600_000;
const CALLERS = 25;
const HARM_RATE = 0.4;
/** Half of the harms come within this time of the calls, and hit any process. */
const HARM_ANY_WITHIN_MS = 60;
/** The others hit the process that refreshes within this time of its request: before or after it stores the response. */
const HARM_SENDER_WITHIN_MS = 16;

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
  const { harm, killed } = await perhapsHarm(
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
  const isOutage = harm === 'restart' || harm === 'drop';
  if (killed === undefined) {
    if (sentCount !== 1) wrong.push('not exactly one refresh');
    if (early.length > 0 && !isOutage) wrong.push('a call failed');
  }
  const known = [
    ...(killed === undefined ? [] : ['signed_out']),
    ...(retryUnknown || killed === undefined ? [] : ['refresh_unknown']),
    ...(isOutage ? ['store_failed'] : []),
  ];
  if (early.some((code) => !known.includes(code))) {
    wrong.push('a call hung or failed without a reason');
  }
  if (late.some((code) => code !== 'signed_out')) {
    wrong.push('a user is stuck');
  }
  if (late.length > 0 && killed === undefined) {
    wrong.push('a user was signed out although no process died');
  }
  if (tokens.size > 1) wrong.push('callers have different tokens');
  if (tokens.size > 0 && late.length > 0) wrong.push('a new token was lost');
  if ([...tokens].some((token) => oldTokens.has(token))) {
    wrong.push('a caller has an old token');
  }
  for (const token of tokens) oldTokens.add(token);
  const seen = JSON.stringify({ tokens: tokens.size, early, late, sentCount });
  return {
    harm,
    isSignedOut: late.length > 0,
    ms,
    wrong: wrong.map((what) => `${what} ${seen}`),
  };
}

/** Does harm in some of the rounds. */
async function perhapsHarm(
  trial: Trial,
  asked: Promise<undefined>,
): Promise<{ readonly harm?: Harm; readonly killed?: Killed }> {
  const { random, members, harms, ledger } = trial;
  // Always as many numbers, so that a round has the same ones whatever happened before.
  const rate = random();
  const which = random();
  const who = random();
  const when = random();
  const hitsSender = random() < 0.5;
  const harm = harms[Math.floor(which * harms.length)];
  if (rate >= HARM_RATE || harm === undefined) return {};
  let victim = members[Math.floor(who * members.length)];
  if (hitsSender) {
    const sent = await Promise.race([ledger.next(), asked]);
    if (sent !== undefined) {
      victim = members.find(({ by }) => sent.by === by);
    }
    await wait(when * HARM_SENDER_WITHIN_MS);
  } else {
    await wait(when * HARM_ANY_WITHIN_MS);
  }
  if (victim === undefined) return {};
  switch (harm) {
    case 'kill': {
      await victim.kill();
      const { record } = await trial.load();
      const killed = { by: victim.by, attemptEndsAt: record?.attempt?.endsAt };
      return { harm, killed };
    }
    case 'freeze':
      victim.freeze();
      await wait(trial.frozenMs);
      victim.thaw();
      return { harm };
    case 'restart':
      await trial.server?.restart();
      return { harm };
    case 'drop':
      await trial.dropConnections();
      return { harm };
  }
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
