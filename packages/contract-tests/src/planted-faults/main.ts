// The planted faults' command line: `node dist/planted-faults/main.js [--only=id,…] [--quick] [--jobs=n] [--seed=n]`.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { campaign } from './campaign.ts';
import { faults } from './faults/faults.ts';
import { killTable } from './kill-table.ts';
import { codeOf, readKills, writeKills } from './kills.ts';
import { RUNS, SEED } from './sample.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    // Runs the expected check alone for each fault.
    quick: { type: 'boolean', default: false },
    jobs: {
      type: 'string',
      default: String(Math.min(2, availableParallelism())),
    },
    seed: { type: 'string', default: String(SEED) },
  },
});
const only = values.only?.split(',');
const chosen = faults.filter(({ id }) => only?.includes(id) ?? true);
if (chosen.length === 0) throw new Error('No planted fault has such an id.');

const kills = readKills(faults);
const wholeSuite = !values.quick;
const judged = await campaign(chosen, {
  seed: Number(values.seed),
  runs: RUNS,
  jobs: Number(values.jobs),
  wholeSuite,
  // Written as it comes, because the whole takes long.
  onJudged: (fault, judgement) => {
    const { id, by } = fault;
    const { verdict, noticedBy, failure } = judgement;
    kills.set(id, {
      id,
      verdict,
      noticedBy,
      ...(failure && { test: failure.test }),
      wholeSuite,
      code: codeOf(fault),
    });
    writeKills(faults, kills, killTable(faults, kills));
    const others = noticedBy.filter((each) => each !== by).join(', ');
    process.stdout.write(
      `${verdict.padEnd(9)} ${id}: ${by}${others === '' ? '' : `; also ${others}`}\n`,
    );
  },
});
process.stdout.write(`\n${killTable(faults, kills)}`);
process.exitCode = judged.every(
  ({ judgement }) => judgement.verdict === 'killed',
)
  ? 0
  : 1;
