// The command line: `npx nx campaign planted-faults [--only=id,…] [--quick] [--jobs=n] [--seed=n]`.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { campaign } from './campaign.ts';
import { faults } from './faults/faults.ts';
import { RUNS, SEED } from './settings.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    // Runs only the expected check for each fault.
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
if (chosen.length === 0) throw new Error('No planted fault has this id.');

const assessed = await campaign(chosen, {
  seed: Number(values.seed),
  runs: RUNS,
  jobs: Number(values.jobs),
  wholeSuite: !values.quick,
  onAssessed: ({ id, by }, { verdict, noticedBy }) => {
    const others = noticedBy.filter((each) => each !== by).join(', ');
    process.stdout.write(
      `${verdict.padEnd(9)} ${id}: ${by}${others === '' ? '' : `; also ${others}`}\n`,
    );
  },
});
process.exitCode = assessed.every(
  ({ assessment }) => assessment.verdict === 'killed',
)
  ? 0
  : 1;
