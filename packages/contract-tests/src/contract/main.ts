// The contract suite's command line: `node dist/contract/main.js [--base-url=…] [--seed=…] [--report]`.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { TARGET_VARIABLES } from '../target/given-target.ts';
import {
  coverageTable,
  type Coverage,
  type KeywordSides,
} from './coverage-table.ts';
import { REPORT_VARIABLE } from './report.ts';
import { SEED_VARIABLE } from './seed.ts';

const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    seed: { type: 'string' },
    report: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'contract-'));
const seed =
  values.seed ?? process.env[SEED_VARIABLE] ?? String(randomInt(2 ** 29));
const baseUrl = values['base-url'];

const { status } = spawnSync(
  'npx',
  ['--no-install', 'vitest', 'run', 'src/contract'],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      [SEED_VARIABLE]: seed,
      [REPORT_VARIABLE]: folder,
      ...(baseUrl !== undefined && { [TARGET_VARIABLES.baseUrl]: baseUrl }),
    },
  },
);
if (values.report && status === 0) {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const coverage = read('coverage') as Coverage;
  const keywords = read('keywords') as KeywordSides[];
  writeFileSync(join(root, 'COVERAGE.md'), coverageTable(coverage, keywords));
}
rmSync(folder, { recursive: true });
process.stdout.write(`${SEED_VARIABLE}=${seed} repeats this run.\n`);
process.exitCode = status ?? 1;
