// Runs the suite many times, each with another seed: `node dist/contract/flake.js [--runs=20]`.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SEED_VARIABLE } from './seed.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20' } },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1)
  throw new RangeError('--runs must be a whole number from 1 up.');

const main = fileURLToPath(new URL('main.js', import.meta.url));
const failed: string[] = [];
for (let run = 1; run <= runs; run += 1) {
  const seed = String(randomInt(2 ** 29));
  const startedAt = Date.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, `--seed=${seed}`],
    { encoding: 'utf8' },
  );
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  process.stdout.write(
    `${String(run)} of ${String(runs)}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s, ${SEED_VARIABLE}=${seed}\n`,
  );
  if (status === 0) continue;
  failed.push(seed);
  process.stdout.write(`${stdout}${stderr}\n`);
}
process.stdout.write(
  `${String(runs - failed.length)} of ${String(runs)} runs passed.${failed.length === 0 ? '' : ` Seeds of the others: ${failed.join(', ')}.`}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
