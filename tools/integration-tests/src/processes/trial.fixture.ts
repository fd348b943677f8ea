// Processes that share a session, of which some are killed at random moments while they refresh.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { onTestFinished } from 'vitest';
import { CotterClient } from '@org/cotter-sdk';
import { startMockCotter } from '@org/mock-cotter';
import { startStoreServer } from './store-server.fixture.ts';
import type { Command, Outcome, WorkerOptions } from './worker.fixture.ts';

export interface TrialOptions {
  readonly store: 'file' | 'remote';
  readonly retryUnknown: boolean;
  readonly rounds: number;
  readonly seed: number;
}

export interface TrialResult {
  readonly kills: number;
  readonly refreshes: number;
  /** Rounds in which a refresh token was sent more than once without being asked. */
  readonly sentAgain: number;
  /** Rounds with a kill after which the user had to sign in again. */
  readonly signedOut: number;
  readonly longestMs: number;
  /** What must not happen, by round. */
  readonly violations: readonly string[];
}

const PROCESSES = 3;
const CALLERS = 20;
const HOUR_MS = 3_600_000;
const LEASE_MS = 500;
const REFRESH_MS = 500;
/** No call takes so long, however slow the machine is. */
const HANG_MS = 60_000;
/** In this part of the rounds a process is killed, within this time. */
const KILL_RATE = 0.3;
const KILL_WITHIN_MS = { file: 30, remote: 90 };

export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const random = randomNumbers(options.seed);
  const folder = await mkdtemp(join(tmpdir(), 'cotter-trial-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const mock = await startMockCotter({ strict: true });
  onTestFinished(() => mock.close());
  const program = join(folder, 'worker.mjs');
  await build(program);
  const server = startStoreServer(LEASE_MS, randomNumbers(options.seed + 1));
  const worker: WorkerOptions = {
    baseUrl: mock.url,
    apiKeyId: mock.apiKey.id,
    path: options.store === 'file' ? join(folder, 'session.json') : undefined,
    leaseMs: LEASE_MS,
    refreshTimeoutMs: REFRESH_MS,
    retryUnknown: options.retryUnknown,
  };
  const start = async (): Promise<ChildProcess> => {
    const child = fork(program, [JSON.stringify(worker)], { execArgv: [] });
    onTestFinished(() => void child.kill('SIGKILL'));
    server.serve(child);
    await once(child, 'message');
    return child;
  };
  const client = new CotterClient({
    apiKeyId: mock.apiKey.id,
    apiSecretKey: mock.apiKey.secret,
    baseUrl: mock.url,
  });
  const sent = () => mock.requests.list({ operation: 'refreshToken' }).length;
  const children = await Promise.all(Array.from({ length: PROCESSES }, start));
  const tally = { kills: 0, refreshes: 0, sentAgain: 0, signedOut: 0 };
  const violations: string[] = [];
  let longestMs = 0;
  let aheadMs = 0;

  const signIn = async (): Promise<void> => {
    const tokens = await client.exchangeIdentityToken(mock.mintIdentityToken());
    await ask(children[0], { type: 'signIn', tokens, aheadMs });
  };

  await signIn();
  for (let round = 0; round < options.rounds; round += 1) {
    aheadMs += HOUR_MS;
    const before = sent();
    const startedAt = Date.now();
    const killed = random() < KILL_RATE ? Math.floor(random() * PROCESSES) : -1;
    const killAfterMs = random() * KILL_WITHIN_MS[options.store];
    const asked = children.map((child) =>
      ask(child, { type: 'ask', callers: CALLERS, aheadMs }),
    );
    if (killed >= 0) {
      await new Promise((resolve) => setTimeout(resolve, killAfterMs));
      children[killed]?.kill('SIGKILL');
      tally.kills += 1;
    }
    const outcomes = await Promise.all(asked);
    longestMs = Math.max(longestMs, Date.now() - startedAt);
    if (killed >= 0) children[killed] = await start();
    const sentUnasked = sent() - before;
    // Those that live, and the one that came in place of the killed one, must agree on one outcome.
    const settled = await settle(children, options, aheadMs);
    const tokens = new Set(
      [...outcomes, ...settled].flatMap((outcome) => outcome?.tokens ?? []),
    );
    const errors = new Set(settled.flatMap(({ errors: codes }) => codes));
    const fault = (what: string) => {
      const seen = { tokens: tokens.size, errors: [...errors], sentUnasked };
      violations.push(
        `round ${String(round)}, ${killed < 0 ? 'no kill' : 'a kill'}: ${what} ${JSON.stringify(seen)}`,
      );
    };
    const hung = outcomes.filter((outcome, i) => i !== killed && !outcome);
    if (hung.length > 0) fault('a call hangs');
    if (tokens.size > 1) fault('callers have different tokens');
    if (killed < 0 && (sentUnasked !== 1 || errors.size > 0)) {
      fault('not exactly one refresh');
    }
    if (sentUnasked > (options.retryUnknown && killed >= 0 ? 2 : 1)) {
      fault('a refresh token was sent too often');
    }
    if ([...errors].some((code) => code !== 'signed_out')) {
      fault('a user is stuck');
    }
    tally.refreshes += sent() - before;
    if (sentUnasked > 1) tally.sentAgain += 1;
    if (errors.size > 0) {
      tally.signedOut += 1;
      await signIn();
    }
  }
  return { ...tally, longestMs, violations };
}

/** Asks every process once more, as an application would on the next request. */
async function settle(
  children: readonly ChildProcess[],
  { retryUnknown }: TrialOptions,
  aheadMs: number,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const child of children) {
    let outcome = await ask(child, { type: 'ask', callers: 1, aheadMs });
    if (!retryUnknown && outcome?.errors.includes('refresh_unknown') === true) {
      outcome = await ask(child, { type: 'retryUnknown', aheadMs });
    }
    outcomes.push(outcome ?? { type: 'outcome', tokens: [], errors: ['hung'] });
  }
  return outcomes;
}

/** The outcome of a command; undefined if the process died or hangs. */
function ask(
  child: ChildProcess | undefined,
  command: Command,
): Promise<Outcome | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      done();
    }, HANG_MS);
    const done = (outcome?: Outcome): void => {
      clearTimeout(timer);
      child?.off('message', onMessage);
      child?.off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (message: Outcome | { readonly id: number }): void => {
      // Requests to the store come the same way.
      if (!('id' in message)) done(message);
    };
    const onExit = (): void => {
      done();
    };
    child?.on('message', onMessage);
    child?.on('exit', onExit);
    if (child?.connected === true) child.send(command);
    else done();
  });
}

async function build(file: string): Promise<void> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('./worker.fixture.ts', import.meta.url)),
    platform: 'node',
    resolve: { conditionNames: ['@org/source', 'node', 'import', 'default'] },
  });
  await bundle.write({ file, format: 'esm' });
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}
