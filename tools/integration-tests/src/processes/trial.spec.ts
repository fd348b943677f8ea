// Three processes share a session over a store, and some are killed while they refresh. `npx nx trial integration-tests`
// plays 200 rounds and prints what happened.
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { runTrial } from './trial.fixture.ts';

const rounds = Number(process.env['TRIAL_ROUNDS'] ?? 8);
const seed = Number(process.env['TRIAL_SEED'] ?? Date.now() % 1_000_000);
const prints = process.env['TRIAL_ROUNDS'] !== undefined;

describe.each([
  { store: 'file', retryUnknown: true },
  { store: 'remote', retryUnknown: true },
  { store: 'file', retryUnknown: false },
  { store: 'remote', retryUnknown: false },
] as const)(
  'processes over a store: $store, retryUnknown $retryUnknown',
  (given) => {
    it(
      `refresh once a round, and no user is stuck (TRIAL_SEED=${String(seed)})`,
      async () => {
        const { violations, ...result } = await runTrial({
          ...given,
          rounds,
          seed,
        });
        if (prints) {
          const line = { ...given, rounds, seed, ...result };
          process.stdout.write(`${JSON.stringify(line)}\n`);
        }
        expect(violations).toEqual([]);
      },
      60_000 + rounds * 10_000,
    );
  },
);
