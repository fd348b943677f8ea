import type { Children } from './children.ts';
import type { Spread } from './spread.ts';

/** One thing that was measured, over all rounds. */
export interface Finding {
  /** Unique within its benchmark. */
  readonly name: string;
  /** What the numbers are: `ms`, `MB`, `1/s`; `×` for a ratio of two sides of the same round. */
  readonly unit: string;
  readonly spread: Spread;
}

/** What a finding's median is held against. */
export interface Goal {
  /** The name of a finding that the benchmark yields. */
  readonly finding: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Whether only a full run measures it. */
  readonly fullOnly?: boolean;
}

/** What a benchmark found. */
export interface Result {
  readonly findings: readonly Finding[];
  /** What a reader must know to read the findings right; one sentence or more each. */
  readonly notes?: readonly string[];
}

/** A benchmark that cannot run here, with the reason that the report prints. */
export interface Skipped {
  readonly skipped: string;
}

/** What a benchmark is given. */
export interface Context {
  /** Whether to measure less, so that all benchmarks together end within two minutes. */
  readonly quick: boolean;
  /** How many rounds to measure each peer in. */
  readonly rounds: number;
  /** Says what is being done, to somebody who waits. */
  readonly progress: (what: string) => void;
  /** Processes started through it are gone when the benchmark ends, whichever way. */
  readonly children: Children;
}

/** One benchmark; each is a module of its own. */
export interface Benchmark {
  /** What `--only` names it by. */
  readonly name: string;
  readonly title: string;
  readonly goals: readonly Goal[];
  run(context: Context): Promise<Result | Skipped>;
}
