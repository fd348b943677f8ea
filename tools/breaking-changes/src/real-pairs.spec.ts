import { describe, expect, it } from 'vitest';
import { CURRENT } from './baseline.ts';
import { edited } from './edit.fixture.ts';
import { checkChange } from './gate.ts';
import { realPairs } from './real-pairs.fixture.ts';
import { readSide, sideOf, type Side } from './side.ts';

const base = readSide('base', CURRENT);
const [major = ''] = base.version.split('.');
const next = `${String(Number(major) + 1)}.0.0`;

function head(document: Side['document'], version: string): Side {
  const info = { ...(document['info'] as object), version };
  return sideOf('head', { ...document, info });
}

describe('the description, changed as a maintainer would', () => {
  it.each(realPairs)('$name', (pair) => {
    const document = edited(base.document, pair);
    const { changes, refusals } = checkChange(
      base,
      head(document, base.version),
    );
    const rules = changes.filter(({ breaking }) => breaking);
    expect([...new Set(rules.map(({ rule }) => rule))].toSorted()).toEqual(
      pair.breaks,
    );
    expect(refusals).toHaveLength(pair.breaks.length > 0 ? 1 : 0);
  });

  it('may break clients only with a new major number', () => {
    const [pair] = realPairs;
    if (pair === undefined) throw new Error('There is no pair.');
    const document = edited(base.document, pair);
    const refusals = (version: string): readonly string[] =>
      checkChange(base, head(document, version)).refusals;
    expect(refusals(next)).toEqual([]);
    expect(refusals(`${major}.99.0`).join()).toContain(next);
    expect(refusals('0.1.0').join()).toContain('went back');
  });
});
