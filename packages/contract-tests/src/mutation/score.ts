import type { Mutant } from './run-stryker.ts';

/** The score, in percent, below which a part fails. */
export const THRESHOLD = 85;

/** A mutant that no test noticed. */
export interface Survivor {
  /** From the workspace's root. */
  readonly file: string;
  readonly line: number;
  /** The line that the mutated code begins on, without the space around it. */
  readonly text: string;
  /** The code that was replaced. */
  readonly code: string;
  readonly mutator: string;
  readonly replacement: string;
  /** Whether any test runs the code. */
  readonly covered: boolean;
}

/** What came of a part's mutants. */
export interface Score {
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly notCovered: number;
  /** How many could not be judged, because they did not load or compile; the score leaves them out. */
  readonly invalid: number;
  readonly survivors: readonly Survivor[];
}

/** @param sourceOf - gives the text of a file by the path that the mutant has, which is absolute */
export function scoreOf(
  mutants: readonly Mutant[],
  root: string,
  sourceOf: (file: string) => string,
): Score {
  const count = (...statuses: readonly Mutant['status'][]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  return {
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived'),
    notCovered: count('NoCoverage'),
    invalid: count('CompileError', 'RuntimeError', 'Ignored', 'Pending'),
    survivors: mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map((mutant) => survivorOf(mutant, root, sourceOf(mutant.fileName)))
      .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line),
  };
}

/** How many of a hundred mutants were noticed: those that ended in a failure, or in no end. */
export function percentOf(score: Score): number {
  const noticed = score.killed + score.timedOut;
  const all = noticed + score.survived + score.notCovered;
  // No mutant shows nothing.
  return all === 0 ? 0 : (100 * noticed) / all;
}

function survivorOf(mutant: Mutant, root: string, source: string): Survivor {
  const { start, end } = mutant.location;
  const lines = source.split('\n');
  const touched = lines.slice(start.line - 1, end.line);
  // The end first, because both may be on one line.
  const last = touched.length - 1;
  touched[last] = (touched[last] ?? '').slice(0, end.column - 1);
  touched[0] = (touched[0] ?? '').slice(start.column - 1);
  return {
    file: mutant.fileName.slice(root.length),
    line: start.line,
    text: (lines[start.line - 1] ?? '').trim(),
    code: touched.join('\n'),
    mutator: mutant.mutatorName,
    replacement: mutant.replacement,
    covered: mutant.status === 'Survived',
  };
}
