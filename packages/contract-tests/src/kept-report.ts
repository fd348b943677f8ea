// Reports that are committed, each as rows in JSON and as a table for people. A row holds a digest of what it rests on,
// so that it is forgotten once that has changed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.ts';

const FOLDER = join(root, 'packages/contract-tests');

/** The rows of a report that still hold, by the names of what they are about. */
export function keptRows<Row>(
  report: string,
  {
    nameOf,
    isCurrent,
  }: {
    readonly nameOf: (row: Row) => string;
    readonly isCurrent: (row: Row) => boolean;
  },
): Map<string, Row> {
  const file = join(FOLDER, `${report}.json`);
  const rows = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Row[])
    : [];
  return new Map(rows.filter(isCurrent).map((row) => [nameOf(row), row]));
}

export function writeReport(
  report: string,
  rows: readonly unknown[],
  table: string,
): void {
  const json = JSON.stringify(rows, null, 2);
  writeFileSync(join(FOLDER, `${report}.json`), `${json}\n`);
  writeFileSync(join(FOLDER, `${report.toUpperCase()}.md`), table);
}

export function digestOf(pieces: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex').slice(0, 16);
}

/** The bytes of a file, by its path from the workspace's root. */
export function bytesOf(file: string): Buffer {
  return readFileSync(join(root, file));
}
