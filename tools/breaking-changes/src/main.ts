// The breaking-change gate's command line: `node dist/breaking/main.js [--base=FILE] [--head=FILE] [--accept]`.
import { parseArgs } from 'node:util';
import { acceptBaseline, BASELINE, CURRENT } from './baseline.ts';
import { describeVerdict, checkChange } from './gate.ts';
import { readSide } from './side.ts';

const { values } = parseArgs({
  options: {
    base: { type: 'string', default: BASELINE },
    head: { type: 'string', default: CURRENT },
    accept: { type: 'boolean', default: false },
  },
});

try {
  const base = readSide('base', values.base);
  const head = readSide('head', values.head);
  const verdict = checkChange(base, head);
  process.stdout.write(describeVerdict(base, head, verdict));
  if (values.accept) {
    acceptBaseline(values.head, values.base);
    process.stdout.write(`${values.base} is ${head.version} now.\n`);
  }
  if (verdict.refusals.length > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
