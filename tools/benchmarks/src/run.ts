import type { Benchmark } from './benchmark.ts';
import { createChildren } from './children.ts';
import { describe, line, type Outcome } from './report.ts';
import { verdictOn } from './verdict.ts';

/** How much to measure. */
export interface RunOptions {
  readonly quick: boolean;
  readonly rounds: number;
  /** Takes one line for each thing found. */
  readonly print: (line: string) => void;
}

/**
 * Runs one benchmark and holds what it found against its goals. All processes that it started are gone afterwards.
 *
 * @throws what the benchmark throws: a wrong answer of a peer is never measured.
 */
export async function run(
  benchmark: Benchmark,
  { quick, rounds, print }: RunOptions,
): Promise<Outcome> {
  const { name, title, goals } = benchmark;
  print(`\n${title}`);
  await using children = createChildren();
  const startedAt = performance.now();
  const progress = (what: string) => {
    print(`  … ${what}`);
  };
  const result = await benchmark.run({ quick, rounds, progress, children });
  const seconds = (performance.now() - startedAt) / 1000;
  progress(`done after ${seconds.toFixed(0)} s`);
  if ('skipped' in result) {
    print(`  not measured: ${result.skipped}`);
    return leftOut(benchmark, result.skipped);
  }
  const { findings, notes = [] } = result;
  const verdicts = verdictOn(goals, findings, { quick });
  for (const finding of findings) print(`  ${line(finding)}`);
  for (const verdict of verdicts) print(`  ${describe(verdict)}`);
  return { name, title, findings, verdicts, notes };
}

/** What becomes of a benchmark that is not run. */
export function leftOut(
  { name, title }: Pick<Benchmark, 'name' | 'title'>,
  skipped: string,
): Outcome {
  return { name, title, findings: [], verdicts: [], notes: [], skipped };
}
