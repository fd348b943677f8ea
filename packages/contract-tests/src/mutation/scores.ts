import { bytesOf, digestOf, keptRows, writeReport } from '../kept-report.ts';
import { codeOfPart, testsOfPart, type Part } from './part.ts';
import type { Score } from './score.ts';

const REPORT = 'mutation';

/** What is known of a part from the last time that it was run. */
export interface PartScore extends Score {
  readonly part: string;
  /** A digest of the part's code and tests. */
  readonly digest: string;
}

/** What is known of parts, by their names, as far as their code and their tests are still what they were. */
export function readScores(parts: readonly Part[]): Map<string, PartScore> {
  const digests = new Map(parts.map((part) => [part.name, digestOfPart(part)]));
  return keptRows<PartScore>(REPORT, {
    nameOf: ({ part }) => part,
    isCurrent: ({ part, digest }) => digests.get(part) === digest,
  });
}

export function writeScores(
  scores: ReadonlyMap<string, PartScore>,
  table: string,
): void {
  writeReport(REPORT, [...scores.values()], table);
}

export function digestOfPart(part: Part): string {
  const files = [...codeOfPart(part), ...testsOfPart(part)];
  return digestOf(files.flatMap((file) => [file, bytesOf(file)]));
}
