import { randomInt } from 'node:crypto';

/** The variables that repeat a run, or make it longer or shorter. */
export const SEED_VARIABLE = 'CONTRACT_SEED';
export const RUNS_VARIABLE = 'CONTRACT_RUNS';

/** What every random choice of this run follows from: the value of `CONTRACT_SEED`, or a new one. */
export const seed: number = integerOf(SEED_VARIABLE) ?? randomInt(2 ** 29);

/** How many values a property is tried with: the value of `CONTRACT_RUNS` if it is less, because it limits all. */
export function runs(usual: number): number {
  return Math.min(usual, integerOf(RUNS_VARIABLE) ?? usual);
}

/** fast-check's settings: the seed, the number of runs, and how to report the seed. */
export function randomly(usual: number): {
  readonly seed: number;
  readonly numRuns: number;
} {
  return { seed, numRuns: runs(usual) };
}

/** @throws {Error} that names the variable, if it is set and no whole number */
export function integerOf(
  name: string,
  environment: NodeJS.ProcessEnv = process.env,
): number | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw new Error(`${name} must be a whole number of at most nine digits.`);
  return Number(text);
}
