import { bytesOf, digestOf, keptRows, writeReport } from '../kept-report.ts';
import { fileOf } from './check-files.ts';
import type { PlantedFault } from './fault.ts';
import type { Judgement } from './verdict.ts';

const REPORT = 'kills';

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
  const codes = new Map<string, string>(
    faults.map((fault) => [fault.id, codeOf(fault)]),
  );
  return keptRows<Kill>(REPORT, {
    nameOf: ({ id }) => id,
    isCurrent: ({ id, code }) => codes.get(id) === code,
  });
}

export function writeKills(
  faults: readonly PlantedFault[],
  kills: ReadonlyMap<string, Kill>,
  table: string,
): void {
  const rows = faults.flatMap(({ id }) => kills.get(id) ?? []);
  writeReport(REPORT, rows, table);
}

/** A digest of what the judgement of a fault rests on first of all. */
export function codeOf({ by, edits }: PlantedFault): string {
  const files = [fileOf(by), ...edits.map((edit) => edit.file)];
  return digestOf([JSON.stringify(edits), ...files.map(bytesOf)]);
}
