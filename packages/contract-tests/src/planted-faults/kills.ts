import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.ts';
import { fileOf } from './check-files.ts';
import type { PlantedFault } from './fault.ts';
import type { Judgement } from './verdict.ts';

const FOLDER = join(root, 'packages/contract-tests');

/** What is known of a fault from the last time that it was tried. */
export interface Kill extends Pick<Judgement, 'noticedBy' | 'verdict'> {
  readonly id: string;
  /** The test of the expected check that failed first. */
  readonly test?: string;
  /** Whether every check was run with it, and not the expected one alone. */
  readonly wholeSuite: boolean;
  /** A digest of the fault, the code that it is planted in, and the check that must notice. */
  readonly code: string;
}

/** What is known of faults, as far as their code and their checks are still what they were. */
export function readKills(faults: readonly PlantedFault[]): Map<string, Kill> {
  const file = join(FOLDER, 'kills.json');
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Kill[])
    : [];
  const codes = new Map<string, string>(
    faults.map((fault) => [fault.id, codeOf(fault)]),
  );
  return new Map(
    kept
      .filter(({ id, code }) => codes.get(id) === code)
      .map((kill) => [kill.id, kill]),
  );
}

export function writeKills(
  faults: readonly PlantedFault[],
  kills: ReadonlyMap<string, Kill>,
  table: string,
): void {
  const rows = faults.flatMap(({ id }) => kills.get(id) ?? []);
  const json = JSON.stringify(rows, null, 2);
  writeFileSync(join(FOLDER, 'kills.json'), `${json}\n`);
  writeFileSync(join(FOLDER, 'KILLS.md'), table);
}

/** A digest of what the judgement of a fault rests on first of all. */
export function codeOf({ by, edits }: PlantedFault): string {
  const hash = createHash('sha256').update(JSON.stringify(edits));
  for (const file of [fileOf(by), ...edits.map((edit) => edit.file)])
    hash.update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
