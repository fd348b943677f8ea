// Processes that share a session, of which some are killed at random moments while they refresh.
import { join } from 'node:path';
import { CotterClient } from '@org/cotter-sdk';
import { fileTokenStore } from '@org/cotter-sdk/file-store';
import { startMockCotter } from '@org/mock-cotter';
import { createFleet } from './fleet.fixture.ts';
import { randomNumbers } from './random-numbers.fixture.ts';
import { startLedger } from './refresh-ledger.fixture.ts';
import { HOUR_MS, playRound, type Trial } from './round.fixture.ts';
import { startStoreServer } from './store-server.fixture.ts';

export interface TrialOptions {
  readonly store: 'file' | 'remote';
  readonly retryUnknown: boolean;
  readonly rounds: number;
  readonly seed: number;
  /** The program of a process. */
  readonly program: string;
  /** A folder of this trial alone. */
  readonly folder: string;
}

export interface TrialResult {
  readonly kills: number;
  readonly refreshes: number;
  /** How often a refresh token was sent that had been sent before. */
  readonly sentAgain: number;
  /** Rounds with a kill after which the user had to sign in again. */
  readonly signedOut: number;
  readonly longestMs: number;
  /** What must not happen, by round. */
  readonly violations: readonly string[];
}

const PROCESSES = 3;
const LEASE_MS = 500;
/** Long enough for a refresh on a busy machine. An attempt takes twice as long. */
const REFRESH_MS = 1500;

export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const { store, retryUnknown, seed, folder, program } = options;
  const clock = { aheadMs: 0 };
  const request = { isRequested: false };
  await using mock = await startMockCotter();
  const { id: apiKeyId, secret: apiSecretKey } = mock.apiKey;
  const ledger = startLedger({
    serverUrl: mock.url,
    now: () => Date.now() + clock.aheadMs,
    isRequested: () => request.isRequested,
    random: randomNumbers(seed + 1),
  });
  const server = startStoreServer(LEASE_MS, randomNumbers(seed + 2));
  const path = store === 'file' ? join(folder, 'session.json') : undefined;
  const worker = {
    apiKeyId,
    path,
    leaseMs: LEASE_MS,
    refreshTimeoutMs: REFRESH_MS,
    retryUnknown,
  };
  const fleet = createFleet(program, worker, ledger, server);
  const client = new CotterClient({
    apiKeyId,
    apiSecretKey,
    baseUrl: mock.url,
  });
  try {
    const trial: Trial = {
      isRemote: store === 'remote',
      retryUnknown,
      clock,
      request,
      ledger,
      fleet,
      members: await Promise.all(
        Array.from({ length: PROCESSES }, () => fleet.start()),
      ),
      load:
        path === undefined ? server.load : () => fileTokenStore(path).load(),
      random: randomNumbers(seed),
      oldTokens: new Set(),
    };
    const signIn = async (): Promise<void> => {
      const tokens = await client.exchangeIdentityToken(
        mock.mintIdentityToken(),
      );
      const command = {
        type: 'signIn',
        tokens,
        aheadMs: clock.aheadMs,
      } as const;
      await trial.members[0]?.ask(command);
    };
    await signIn();
    const tally = { kills: 0, signedOut: 0, longestMs: 0 };
    const violations: string[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      clock.aheadMs += HOUR_MS;
      const { isKill, isSignedOut, ms, wrong } = await playRound(trial);
      tally.kills += Number(isKill);
      tally.signedOut += Number(isSignedOut);
      tally.longestMs = Math.max(tally.longestMs, ms);
      const name = `round ${String(round)}, ${isKill ? 'a' : 'no'} kill`;
      violations.push(...wrong.map((what) => `${name}: ${what}`));
      if (isSignedOut) await signIn();
    }
    const { sent } = ledger;
    const sentAgain =
      sent.length - new Set(sent.map(({ token }) => token)).size;
    return { ...tally, refreshes: sent.length, sentAgain, violations };
  } finally {
    await fleet.close();
  }
}
