import { compareDescriptions } from './compare.ts';
import type { Change } from './change.ts';
import { numbersOf, type Side } from './side.ts';

/** What the gate says of a change from one description to another. */
export interface Verdict {
  readonly changes: readonly Change[];
  /** Why the change may not go in as it is; empty if it may. */
  readonly refusals: readonly string[];
}

/**
 * Holds a change to the rule that what breaks a client moves the major number of `info.version`. That is so before 1.0.0
 * too: a client of 0.3.0 is not to be broken by 0.4.0.
 */
export function checkChange(base: Side, head: Side): Verdict {
  const changes = compareDescriptions(base, head);
  const breaking = changes.filter((change) => change.breaking).length;
  const [was, is] = [numbersOf(base.version), numbersOf(head.version)];
  const step = firstStep(was, is);
  const refusals = [
    ...(step < 0
      ? [`info.version went back, from ${base.version} to ${head.version}.`]
      : []),
    ...(breaking > 0 && (is[0] ?? 0) <= (was[0] ?? 0)
      ? [
          `${String(breaking)} breaking ${breaking === 1 ? 'change needs' : 'changes need'} version ${String((was[0] ?? 0) + 1)}.0.0 in info.version, and it is ${head.version}.`,
        ]
      : []),
  ];
  return { changes, refusals };
}

/** The first difference between the numbers of two versions; 0 if there is none. */
export function firstStep(
  was: readonly number[],
  is: readonly number[],
): number {
  return (
    is
      .map((number, index) => number - (was[index] ?? 0))
      .find((difference) => difference !== 0) ?? 0
  );
}

/** The verdict as text for the command line. */
export function describeVerdict(
  base: Side,
  head: Side,
  verdict: Verdict,
): string {
  const { changes, refusals } = verdict;
  const breaking = changes.filter((change) => change.breaking).length;
  return [
    `${base.version} -> ${head.version}: ${String(breaking)} breaking, ${String(changes.length - breaking)} other changes`,
    ...changes.flatMap(({ rule, at, where, what, suffers, ...change }) => [
      '',
      `${change.breaking ? 'BREAKING' : 'ok      '} ${rule}`,
      `  at ${at === '' ? 'the root' : at}`,
      `  in ${where.join('; ')}`,
      `  ${what}`,
      ...(suffers === '' ? [] : [`  ${suffers}`]),
    ]),
    ...(refusals.length === 0 ? [] : ['', ...refusals]),
    '',
  ].join('\n');
}
