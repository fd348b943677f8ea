// Processes that share a session, of which some are killed at random moments while they refresh.
import { CotterClient } from '@org/cotter-sdk';
import { createTable } from '@org/cotter-stores/postgres';
import { startMockCotter } from '@org/mock-cotter';
import { startPostgres, startRedis, type Server } from '@org/servers';
import { Pool } from 'pg';
import { createFleet } from './fleet.fixture.ts';
import { randomNumbers } from './random-numbers.fixture.ts';
import { startLedger } from './refresh-ledger.fixture.ts';
import { HARMS, HOUR_MS, playRound, type Trial } from './round.fixture.ts';
import { connectStore, type Place } from './place.fixture.ts';

export interface TrialOptions {
  readonly store: Place['kind'];
  readonly retryUnknown: boolean;
  readonly rounds: number;
  readonly seed: number;
  /** The program of a process. */
  readonly program: string;
  /** A path where there is no file, only for this trial. */
  readonly path: string;
}

export interface TrialResult {
  readonly kills: number;
  /** How often a process was frozen for longer than its lease. */
  readonly freezes: number;
  /** How often the store's server was killed and started again, or dropped its connections. */
  readonly outages: number;
  readonly refreshes: number;
  /** How often a refresh token was sent that had been sent before. */
  readonly sentAgain: number;
  /** Rounds with a kill after which the user had to sign in again. */
  readonly signedOut: number;
  readonly longestMs: number;
  /** What must not happen, by round. */
  readonly violations: readonly string[];
}

const PROCESSES = 4;
const LEASE_MS = 500;
/** Long enough for a refresh on a busy machine. An attempt takes twice as long. */
const REFRESH_MS = 5000;

export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const { retryUnknown, seed, program } = options;
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
  const { place, server } = await openPlace(options);
  const own = connectStore(place, LEASE_MS);
  const worker = {
    apiKeyId,
    place,
    leaseMs: LEASE_MS,
    refreshTimeoutMs: REFRESH_MS,
    retryUnknown,
  };
  const fleet = createFleet(program, worker, ledger);
  const client = new CotterClient({
    apiKeyId,
    apiSecretKey,
    baseUrl: mock.url,
  });
  try {
    const trial: Trial = {
      harms: server === undefined ? ['kill', 'freeze'] : HARMS,
      server,
      dropConnections: own.dropOthers,
      frozenMs: 2 * LEASE_MS,
      retryUnknown,
      clock,
      request,
      ledger,
      fleet,
      members: await Promise.all(
        Array.from({ length: PROCESSES }, () => fleet.start()),
      ),
      load: () => own.store.load(),
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
    const tally = {
      kills: 0,
      freezes: 0,
      outages: 0,
      signedOut: 0,
      longestMs: 0,
    };
    const violations: string[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      clock.aheadMs += HOUR_MS;
      const { harm, isSignedOut, ms, wrong } = await playRound(trial);
      tally.kills += Number(harm === 'kill');
      tally.freezes += Number(harm === 'freeze');
      tally.outages += Number(harm === 'restart' || harm === 'drop');
      tally.signedOut += Number(isSignedOut);
      tally.longestMs = Math.max(tally.longestMs, ms);
      const name = `round ${String(round)}, ${harm ?? 'no harm'}`;
      violations.push(...wrong.map((what) => `${name}: ${what}`));
      if (isSignedOut) await signIn();
    }
    const { sent } = ledger;
    const sentAgain =
      sent.length - new Set(sent.map(({ token }) => token)).size;
    return { ...tally, refreshes: sent.length, sentAgain, violations };
  } finally {
    await fleet.close();
    await own.close();
    await server?.stop();
  }
}

/** A store that is empty, and its server if it has one. */
async function openPlace({
  store: kind,
  path,
}: TrialOptions): Promise<{ readonly place: Place; readonly server?: Server }> {
  if (kind === 'file') return { place: { kind, at: path } };
  const server =
    kind === 'redis'
      ? await startRedis({ lasting: true })
      : await startPostgres();
  if (kind === 'postgres') {
    const pool = new Pool({ connectionString: server.url });
    await createTable(pool);
    await pool.end();
  }
  return { place: { kind, at: server.url }, server };
}
