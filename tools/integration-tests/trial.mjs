// `npx nx trial integration-tests -- --rounds 200 --seed 7`: kills processes that share a session, and prints what happened.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (!/^[1-9]\d{0,8}$/.test(value)) {
    process.stderr.write(
      `--${name} must be a whole number from 1, not "${value}"\n`,
    );
    process.exit(2);
  }
}
process.env['TRIAL_ROUNDS'] = values.rounds;
process.env['TRIAL_SEED'] = values.seed;
const vitest = await startVitest('test', ['src/processes/trial.spec.ts'], {
  root: import.meta.dirname,
  watch: false,
});
const rows = vitest.state
  .getTestModules()
  .flatMap((module) => [...module.children.allTests()])
  .flatMap((test) => test.meta().trial ?? []);
process.stdout.write(`\nSeed ${values.seed}\n`);
process.stdout.write(
  table([
    [
      'store',
      'retryUnknown',
      'rounds',
      'kills',
      'refreshes',
      'sent again',
      'signed out',
      'longest round',
    ],
    ...rows.map((row) => [
      row.store,
      row.retryUnknown,
      row.rounds,
      row.kills,
      row.refreshes,
      row.sentAgain,
      row.signedOut,
      `${row.longestMs} ms`,
    ]),
  ]),
);
await vitest.close();

/** @param {unknown[][]} cells */
function table(cells) {
  const widths = cells[0].map((_, i) =>
    Math.max(...cells.map((row) => String(row[i]).length)),
  );
  return cells
    .map((row) => row.map((cell, i) => String(cell).padEnd(widths[i])))
    .map((row) => `${row.join('  ').trimEnd()}\n`)
    .join('');
}
