import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverageOf, type Findings } from './coverage.ts';
import { coverageTable } from './coverage-table.ts';

/** The variable that names the folder which findings are written to. */
export const REPORT_VARIABLE = 'CONTRACT_REPORT_DIR';

const NAMES = ['seen', 'keywords', 'answered', 'sent', 'served'] as const;

/** Keeps what a check found for the report, if one is wanted. */
export function keep<Name extends keyof Findings>(
  name: Name,
  finding: Required<Findings>[Name],
): void {
  const folder = process.env[REPORT_VARIABLE];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(finding));
}

/** Writes `COVERAGE.md` from what the checks of a run have kept. */
export function writeReport(
  findingsFolder: string,
  reportFolder: string,
): void {
  const findings = Object.fromEntries(
    NAMES.map((name) => [name, join(findingsFolder, `${name}.json`)] as const)
      .filter(([, file]) => existsSync(file))
      .map(([name, file]) => [
        name,
        JSON.parse(readFileSync(file, 'utf8')) as unknown,
      ]),
  ) as Findings;
  const table = coverageTable(coverageOf(findings));
  writeFileSync(join(reportFolder, 'COVERAGE.md'), table);
}
