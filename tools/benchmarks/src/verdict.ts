import type { Finding, Goal } from './benchmark.ts';

/** Whether a goal was met, and by what. */
export interface Verdict {
  readonly goal: Goal;
  readonly finding: Finding;
  readonly met: boolean;
}

/**
 * Holds goals against findings, by the median.
 *
 * @throws RangeError for a goal whose finding is not there, or that has no bound: a goal is never passed over.
 */
export function verdictOn(
  goals: readonly Goal[],
  findings: readonly Finding[],
  { quick }: { readonly quick: boolean },
): Verdict[] {
  return goals
    .filter(({ fullOnly = false }) => !(quick && fullOnly))
    .map((goal) => {
      const { atLeast, atMost } = goal;
      if (atLeast === undefined && atMost === undefined) {
        throw new RangeError(`The goal for "${goal.finding}" has no bound.`);
      }
      const finding = findings.find(({ name }) => name === goal.finding);
      if (finding === undefined) {
        throw new RangeError(`Nothing was found for "${goal.finding}".`);
      }
      const { median } = finding.spread;
      const met =
        median >= (atLeast ?? Number.NEGATIVE_INFINITY) &&
        median <= (atMost ?? Number.POSITIVE_INFINITY);
      return { goal, finding, met };
    });
}
