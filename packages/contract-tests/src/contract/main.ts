#!/usr/bin/env node
// The contract suite's command line; `--help` tells what it takes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { givenTarget, TARGET_VARIABLES } from '../target/given-target.ts';
import { checks } from './checks.ts';
import { REPORT_VARIABLE, writeReport } from './report.ts';
import { RUNS_VARIABLE, SEED_VARIABLE } from './seed.ts';
import { seedLine } from './seed-line.ts';
import { SkippedTests } from './skipped-tests.ts';

const HELP = `Holds a server to the description of Cotter's OAuth token API.

  --base-url=URL     the origin to hold to it; without one, a mock in this process. Its key pair stands in
                     ${TARGET_VARIABLES.id} and ${TARGET_VARIABLES.secret}.
  --seed=N           what the random values follow from, as ${SEED_VARIABLE}; without one, it is drawn and printed.
  --report           writes COVERAGE.md.
  --report-dir=PATH  where to; without one, the current folder.

${RUNS_VARIABLE} limits how many values each property is tried with.
`;

const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    seed: { type: 'string' },
    report: { type: 'boolean', default: false },
    'report-dir': { type: 'string', default: '.' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await run();

async function run(): Promise<void> {
  const { env } = process;
  const findings = mkdtempSync(join(tmpdir(), 'contract-'));
  env[REPORT_VARIABLE] = findings;
  if (values['base-url'] !== undefined)
    env[TARGET_VARIABLES.baseUrl] = values['base-url'];
  if (values.seed !== undefined) env[SEED_VARIABLE] = values.seed;
  // Throws if the target is not one.
  givenTarget();
  // It draws a seed where none is given, so it comes after that.
  const { checkSettings } = await import('./vitest-config.ts');

  const folder = fileURLToPath(new URL('.', import.meta.url));
  const vitest = await startVitest('test', [], {
    config: false,
    root: folder,
    watch: false,
    include: checks.map(({ id }) => `${id}.contract.js`),
    // The folder may lie within node_modules, which Vitest leaves out otherwise.
    exclude: [],
    reporters: ['default', new SkippedTests()],
    ...checkSettings,
  });
  await vitest.close();
  if (values.report && process.exitCode !== 1)
    writeReport(findings, resolve(values['report-dir']));
  rmSync(findings, { recursive: true });
  process.stdout.write(`${seedLine()}\n`);
}
