import { describe, expect, it } from 'vitest';
import { compareDescriptions } from './compare.ts';
import { edited, type Pair } from './edit.fixture.ts';
import {
  breakingPairs,
  harmlessPairs,
  heldOutPairs,
  small,
} from './pairs.fixture.ts';
import { sideOf, valueAt } from './side.ts';

const base = sideOf('base', small);

describe.each([
  ['breaking', breakingPairs],
  ['harmless', harmlessPairs],
  ['held out', heldOutPairs],
] as const)('%s', (_, pairs) => {
  it.each(pairs)('$name', (pair: Pair) => {
    const head = sideOf('head', edited(small, pair));
    const found = compareDescriptions(base, head);
    const breaking = found.filter((change) => change.breaking);
    const rules = breaking.map(({ rule }) => rule);
    expect([...new Set(rules)].toSorted()).toEqual(pair.breaks);
    for (const { at, suffers } of breaking) {
      expect(
        valueAt(head.document, at) ?? valueAt(base.document, at),
        at,
      ).toBeDefined();
      expect(suffers).toMatch(/^\S.*\.$/);
    }
  });
});

it('there are 20 breaking pairs, 8 harmless ones and 9 of kinds held out', () => {
  expect([
    breakingPairs.length,
    harmlessPairs.length,
    heldOutPairs.length,
  ]).toEqual([20, 8, 9]);
});

it('a description has no change from itself', () => {
  const same = sideOf('head', structuredClone(small));
  expect(compareDescriptions(base, same)).toEqual([]);
});
