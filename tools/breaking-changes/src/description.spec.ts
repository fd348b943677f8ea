// The description of today against the one that was last released.
import { expect, it } from 'vitest';
import { BASELINE, CURRENT } from './baseline.ts';
import { describeVerdict, checkChange } from './gate.ts';
import { readSide, sideOf } from './side.ts';

const base = readSide('base', BASELINE);
const head = readSide('head', CURRENT);

it('the description breaks no client of the baseline, unless it has a new major number', () => {
  const verdict = checkChange(base, head);
  expect(verdict.refusals, describeVerdict(base, head, verdict)).toEqual([]);
});

it('a field that answers lose would be refused under the version of the baseline', () => {
  const text = JSON.stringify(base.document).replaceAll(
    '"refresh_token":{"description":"The next',
    '"next_refresh_token":{"description":"The next',
  );
  const lost = sideOf('head', JSON.parse(text) as typeof base.document);
  const { changes, refusals } = checkChange(base, lost);
  expect(changes.map(({ rule }) => rule)).toContain(
    'response-optional-property-removed',
  );
  expect(refusals).toHaveLength(1);
});
