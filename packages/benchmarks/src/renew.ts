import { isDeepStrictEqual } from 'node:util';
import type { Machine } from './machine.ts';
import type { Outcome, Report } from './report.ts';

/**
 * Checks that what is measured now may stand in a report beside what was measured then.
 *
 * @throws Error when it was another machine, or had other packages: only the commit may differ.
 */
export function requireSameMachine(then: Machine, now: Machine): void {
  if (!isDeepStrictEqual({ ...then, commit: now.commit }, now))
    throw new Error(
      'The report is of another machine, or of other packages: measure everything anew.',
    );
}

/**
 * A report in which some benchmarks were measured anew, at a commit of their own. One that the report does not have yet
 * comes last.
 */
export function renewed(
  report: Report,
  outcomes: readonly Outcome[],
  commit: string,
): Report {
  const byName = new Map(report.outcomes.map((old) => [old.name, old]));
  for (const outcome of outcomes) {
    byName.set(outcome.name, { ...outcome, commit });
  }
  return { ...report, outcomes: [...byName.values()] };
}
