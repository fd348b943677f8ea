// Mutation testing's command line: `node dist/mutation/main.js [--part=name,…]`, from the workspace's root.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { root } from '../workspace.ts';
import { mutationTable } from './mutation-table.ts';
import { leftOut } from './part.ts';
import { parts } from './parts.ts';
import { reasons } from './reasons/reasons.ts';
import { runStryker } from './run-stryker.ts';
import { percentOf, scoreOf } from './score.ts';
import { digestOfPart, readScores, writeScores } from './scores.ts';
import { failuresOf } from './verdict.ts';

const { values } = parseArgs({ options: { part: { type: 'string' } } });
const only = values.part?.split(',');
const unknown = (only ?? []).filter(
  (name) => !parts.some((part) => part.name === name),
);
if (unknown.length > 0)
  throw new Error(
    `There is no part ${unknown.join(', ')}. The parts are ${parts.map(({ name }) => name).join(', ')}.`,
  );

const failures: string[] = [];
for (const part of parts) {
  if (only !== undefined && !only.includes(part.name)) continue;
  const digest = digestOfPart(part);
  const score = scoreOf(await runStryker(part), root, (file) =>
    readFileSync(file, 'utf8'),
  );
  const scores = readScores(parts);
  scores.set(part.name, { part: part.name, digest, ...score });
  // Written as it comes, because the whole takes long.
  writeScores(scores, mutationTable(parts, scores, reasons, leftOut(parts)));
  process.stdout.write(`${part.name}: ${percentOf(score).toFixed(1)} %\n`);
  failures.push(...failuresOf(part, score, reasons));
}
for (const failure of failures) process.stderr.write(`${failure}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
