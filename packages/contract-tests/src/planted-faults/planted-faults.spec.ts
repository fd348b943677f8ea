// A sample of the planted faults, and what the runner must not call killed.
import { expect, it } from 'vitest';
import { campaign } from './campaign.ts';
import type { PlantedFault } from './fault.ts';
import { faults } from './faults/faults.ts';
import { RUNS, SAMPLE, SEED } from './sample.ts';

const options = { seed: SEED, runs: RUNS, jobs: 2, wholeSuite: false };
const sample = faults.filter(({ id }) => SAMPLE.includes(id));

/** A fault of the sample with other texts in the place of its own. */
function changed(
  change: (edit: PlantedFault['edits'][number]) => {
    readonly find?: string;
    readonly replace?: string;
  },
): PlantedFault {
  const [fault] = sample.filter(({ id }) => id === 'mock/any-secret-key');
  if (fault === undefined) throw new Error('The sample has changed.');
  const edits = fault.edits.map((edit) => ({ ...edit, ...change(edit) }));
  return { ...fault, edits };
}

it('the suite notices each fault of the sample, and a fault that changes nothing survives', async () => {
  const harmless = changed(({ find }) => ({ replace: find }));
  const judged = await campaign([...sample, harmless], options);
  expect(
    judged.map(({ fault, judgement }) => [fault.id, judgement.verdict]),
  ).toEqual([
    ...sample.map(({ id }) => [id, 'killed']),
    [harmless.id, 'survived'],
  ]);
}, 600_000);

it('a fault whose text is gone is an error', async () => {
  const gone = changed(() => ({ find: 'a text that the file does not hold' }));
  await expect(campaign([...sample, gone], options)).rejects.toThrow(
    'handlers/api-keys.ts holds the text of a planted fault 0 times',
  );
});
