import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The variable that names the folder which findings are written to. */
export const REPORT_VARIABLE = 'CONTRACT_REPORT_DIR';

/** Keeps what a check found for the report, if one is wanted. */
export function keep(name: string, finding: unknown): void {
  const folder = process.env[REPORT_VARIABLE];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(finding, null, 2));
}
