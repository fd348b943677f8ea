import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.ts';
import { codeOfPart, testsOfPart, type Part } from './part.ts';
import type { Score } from './score.ts';

const FOLDER = join(root, 'packages/contract-tests');

/** What is known of a part from the last time that it was run. */
export interface PartScore extends Score {
  readonly part: string;
  /** A digest of the part's code and tests. */
  readonly digest: string;
}

/** What is known of parts, by their names, as far as their code and their tests are still what they were. */
export function readScores(parts: readonly Part[]): Map<string, PartScore> {
  const file = join(FOLDER, 'mutation.json');
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as PartScore[])
    : [];
  const digests = new Map(parts.map((part) => [part.name, digestOf(part)]));
  return new Map(
    kept
      .filter(({ part, digest }) => digests.get(part) === digest)
      .map((score) => [score.part, score]),
  );
}

export function writeScores(
  scores: ReadonlyMap<string, PartScore>,
  table: string,
): void {
  const json = JSON.stringify([...scores.values()], null, 2);
  writeFileSync(join(FOLDER, 'mutation.json'), `${json}\n`);
  writeFileSync(join(FOLDER, 'MUTATION.md'), table);
}

export function digestOf(part: Part): string {
  const hash = createHash('sha256');
  for (const file of [...codeOfPart(part), ...testsOfPart(part)])
    hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
