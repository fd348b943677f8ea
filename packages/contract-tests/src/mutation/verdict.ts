import { codeOfPart, type Part } from './part.ts';
import { wrongReasons, type Reason } from './reason.ts';
import { percentOf, THRESHOLD, type Score } from './score.ts';

/** What makes a part's run fail: a low score, and reasons that fit no survivor. */
export function failuresOf(
  part: Part,
  score: Score,
  reasons: readonly Reason[],
): string[] {
  const percent = percentOf(score);
  return [
    ...(percent < THRESHOLD
      ? [
          `${part.name}: ${percent.toFixed(1)} of 100 mutants were noticed, fewer than ${String(THRESHOLD)}.`,
        ]
      : []),
    ...wrongReasons(reasons, codeOfPart(part), score.survivors),
  ];
}
