import type { Survivor } from './score.ts';

/** Why no test can or need notice a mutant. It holds as long as the code is what it was, wherever it stands. */
export interface Reason extends Pick<
  Survivor,
  'code' | 'file' | 'mutator' | 'replacement' | 'text'
> {
  readonly reason: string;
  /** How many mutants it is for, where one line holds several that read alike. Default: 1. */
  readonly times?: number;
}

export function reasonFor(
  survivor: Survivor,
  reasons: readonly Reason[],
): string | undefined {
  return reasons.find((reason) => fits(reason, survivor))?.reason;
}

/**
 * What is wrong with the reasons that are given for mutants of some files: one that fits no survivor is out of date,
 * and one that fits more than it is for is not precise.
 */
export function wrongReasons(
  reasons: readonly Reason[],
  files: readonly string[],
  survivors: readonly Survivor[],
): string[] {
  return reasons
    .filter(({ file }) => files.includes(file))
    .flatMap((reason) => {
      const fitting = survivors.filter((survivor) => fits(reason, survivor));
      const { file, text, mutator, replacement, times = 1 } = reason;
      if (fitting.length === times) return [];
      return `The reason for ${mutator} "${replacement}" in "${text}" of ${file} fits ${String(fitting.length)} survivors, not ${String(times)}.`;
    });
}

function fits(reason: Reason, survivor: Survivor): boolean {
  const keys = ['file', 'text', 'code', 'mutator', 'replacement'] as const;
  return keys.every((key) => reason[key] === survivor[key]);
}
