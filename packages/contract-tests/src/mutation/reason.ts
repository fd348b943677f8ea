import type { Survivor } from './score.ts';

/** Why no test can or need notice a mutant. It holds as long as the code is what it was, wherever it stands. */
export interface Reason extends Pick<
  Survivor,
  'code' | 'file' | 'mutator' | 'replacement' | 'text'
> {
  readonly reason: string;
}

export function reasonFor(
  survivor: Survivor,
  reasons: readonly Reason[],
): string | undefined {
  return reasons.find((reason) => fits(reason, survivor))?.reason;
}

/**
 * What is wrong with the reasons that are given for mutants of some files: one that fits no survivor is out of date,
 * and one that fits several is not precise.
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
      if (fitting.length === 1) return [];
      const { file, text, mutator, replacement } = reason;
      return `The reason for ${mutator} "${replacement}" in "${text}" of ${file} fits ${String(fitting.length)} survivors, not one.`;
    });
}

function fits(reason: Reason, survivor: Survivor): boolean {
  const keys = ['file', 'text', 'code', 'mutator', 'replacement'] as const;
  return keys.every((key) => reason[key] === survivor[key]);
}
