// Plants every fault, and checks that the runner calls nothing killed that is not.
import { beforeAll, describe, expect, it } from 'vitest';
import { campaign, type AssessedFault } from './campaign.ts';
import type { PlantedFault } from './fault.ts';
import { faults } from './faults/faults.ts';
import { RUNS, SEED } from './settings.ts';

const options = { seed: SEED, runs: RUNS, jobs: 2, wholeSuite: false };

/** One of the faults, with other texts in place of its own. */
function changed(
  change: (edit: PlantedFault['edits'][number]) => {
    readonly find?: string;
    readonly replace?: string;
  },
): PlantedFault {
  const fault = faults.find(({ id }) => id === 'mock/any-secret-key');
  if (fault === undefined) throw new Error('The fault has another id now.');
  const edits = fault.edits.map((edit) => ({ ...edit, ...change(edit) }));
  return { ...fault, edits };
}

describe('with each fault planted in turn', () => {
  const harmless = changed(({ find }) => ({ replace: find }));
  let assessed: readonly AssessedFault[];

  beforeAll(async () => {
    assessed = await campaign([...faults, harmless], options);
  }, 1_800_000);

  it.each(faults)('$by notices $id', (fault) => {
    const own = assessed.find((each) => each.fault === fault);
    expect(own?.assessment.verdict).toBe('killed');
  });

  it('a change that does no harm survives', () => {
    const own = assessed.find((each) => each.fault === harmless);
    expect(own?.assessment.verdict).toBe('survived');
  });
});

it('a fault whose text is gone is an error', async () => {
  const gone = changed(() => ({ find: 'a text that the file does not hold' }));
  await expect(campaign([gone], options)).rejects.toThrow(
    'api-keys.ts holds the text of a planted fault 0 times',
  );
});
