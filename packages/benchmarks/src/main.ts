import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import type { Benchmark } from './benchmark.ts';
import { developerLoop } from './benchmarks/developer-loop.ts';
import { growth } from './benchmarks/growth.ts';
import { imports } from './benchmarks/imports.ts';
import { mockStart } from './benchmarks/mock-start.ts';
import { mockThroughput } from './benchmarks/mock-throughput.ts';
import { sdkCost } from './benchmarks/sdk-cost.ts';
import { verification } from './benchmarks/verification.ts';
import { createChildren } from './children.ts';
import { machine } from './machine.ts';
import { renewed, requireSameMachine } from './renew.ts';
import { toMarkdown, type Outcome, type Report } from './report.ts';
import { leftOut, run } from './run.ts';
import { workspace } from './workspace.ts';

const BENCHMARKS: readonly Benchmark[] = [
  mockStart,
  mockThroughput,
  verification,
  sdkCost,
  growth,
  imports,
  developerLoop,
];

const FULL_ROUNDS = 5;
const QUICK_ROUNDS = 3;

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    renew: { type: 'boolean', default: false },
    without: { type: 'string', multiple: true, default: [] },
  },
});
const { quick, only, renew, without } = flags;
const names = BENCHMARKS.map(({ name }) => name);
for (const name of [...(only === undefined ? [] : [only]), ...without]) {
  if (!names.includes(name))
    throw new Error(
      `There is no benchmark "${name}"; there are: ${names.join(', ')}`,
    );
}
if (renew && (quick || only === undefined || without.length > 0))
  throw new Error('--renew goes with --only, not with --quick or --without.');
const chosen = BENCHMARKS.filter(({ name }) => name === (only ?? name));

const print = (text: string) => {
  process.stdout.write(`${text}\n`);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Ends through `exit`, which ends the processes under way.
  process.once(signal, () => process.exit(1));
}
await using children = createChildren();
const facts = await machine(children);
const report = (name: string) => workspace(`packages/benchmarks/${name}`);
const before = renew
  ? (JSON.parse(await readFile(report('report.json'), 'utf8')) as Report)
  : undefined;
if (before !== undefined) requireSameMachine(before.machine, facts);
const rounds = quick ? QUICK_ROUNDS : FULL_ROUNDS;
const outcomes: Outcome[] = [];
for (const [index, benchmark] of chosen.entries()) {
  print(`\n[${String(index + 1)} of ${String(chosen.length)}]`);
  const { name } = benchmark;
  outcomes.push(
    without.includes(name)
      ? leftOut(benchmark, `left out of this run by --without=${name}`)
      : await run(benchmark, { quick, rounds, print }),
  );
}

// A part of the numbers must not replace the report of a whole run.
if (before !== undefined) await save(renewed(before, outcomes, facts.commit));
else if (!quick && only === undefined)
  await save({ machine: facts, quick, outcomes });

async function save(found: Report): Promise<void> {
  const options = await resolveConfig(report('REPORT.md'));
  const markdown = await format(toMarkdown(found), {
    ...options,
    parser: 'markdown',
  });
  await writeFile(report('REPORT.md'), markdown);
  await writeFile(report('report.json'), `${JSON.stringify(found, null, 2)}\n`);
  print('\nWritten: packages/benchmarks/REPORT.md and report.json');
}
