import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import type { Benchmark } from './benchmark.ts';
import { consolePage } from './benchmarks/console.ts';
import { developerLoop } from './benchmarks/developer-loop.ts';
import { growth } from './benchmarks/growth.ts';
import { imports } from './benchmarks/imports.ts';
import { mockStart } from './benchmarks/mock-start.ts';
import { mockThroughput } from './benchmarks/mock-throughput.ts';
import { sdkCost } from './benchmarks/sdk-cost.ts';
import { stores } from './benchmarks/stores.ts';
import { verification } from './benchmarks/verification.ts';
import { createChildren } from './children.ts';
import { machine } from './machine.ts';
import { toMarkdown, type Outcome } from './report.ts';
import { leftOut, run } from './run.ts';
import { workspace } from './workspace.ts';

const BENCHMARKS: readonly Benchmark[] = [
  mockStart,
  mockThroughput,
  verification,
  sdkCost,
  stores,
  growth,
  imports,
  consolePage,
  developerLoop,
];

const FULL_ROUNDS = 5;
const QUICK_ROUNDS = 3;

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    without: { type: 'string', multiple: true, default: [] },
  },
});
const { quick, only, without } = flags;
const names = BENCHMARKS.map(({ name }) => name);
for (const name of [...(only === undefined ? [] : [only]), ...without]) {
  if (!names.includes(name))
    throw new Error(
      `There is no benchmark "${name}"; there are: ${names.join(', ')}`,
    );
}
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
if (!quick && only === undefined) {
  const file = workspace('tools/benchmarks/REPORT.md');
  const markdown = await format(
    toMarkdown({ machine: facts, quick, outcomes }),
    { ...(await resolveConfig(file)), parser: 'markdown' },
  );
  await writeFile(file, markdown);
  print('\nWritten: tools/benchmarks/REPORT.md');
}
