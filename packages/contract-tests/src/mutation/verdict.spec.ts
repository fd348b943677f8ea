import { describe, expect, it } from 'vitest';
import { mutationTable } from './mutation-table.ts';
import { leftOut, testsOfPart, codeOfPart } from './part.ts';
import { parts } from './parts.ts';
import type { Reason } from './reason.ts';
import { reasons } from './reasons/reasons.ts';
import type { Score, Survivor } from './score.ts';
import { failuresOf } from './verdict.ts';

const part = {
  name: 'mock/state',
  package: 'mock-cotter',
  mutate: ['state/'],
  tests: ['state/'],
};
const survivor: Survivor = {
  file: 'packages/mock-cotter/src/state/sessions.ts',
  line: 3,
  text: 'if (a < 2) {',
  code: 'a < 2',
  mutator: 'EqualityOperator',
  replacement: 'a <= 2',
  covered: true,
};
const { line: _line, covered: _covered, ...key } = survivor;
const reason: Reason = { ...key, reason: 'no a is 2' };

function score(killed: number, survivors: readonly Survivor[]): Score {
  const survived = survivors.length;
  return {
    killed,
    timedOut: 0,
    survived,
    notCovered: 0,
    invalid: 0,
    survivors,
  };
}

/** As many survivors, of which one only has the code that the reason is for. */
function survivors(count: number): Survivor[] {
  return Array.from({ length: count }, (_, at) =>
    at === 0 ? survivor : { ...survivor, text: `line ${String(at)}` },
  );
}

describe('a run', () => {
  it('passes at the threshold, and fails below it', () => {
    expect(failuresOf(part, score(85, survivors(15)), [])).toEqual([]);
    expect(failuresOf(part, score(84, survivors(16)), [])).toEqual([
      'mock/state: 84.0 of 100 mutants were noticed, fewer than 85.',
    ]);
  });

  it('fails below the threshold though every survivor has a reason', () => {
    expect(failuresOf(part, score(1, [survivor]), [reason])).toEqual([
      'mock/state: 50.0 of 100 mutants were noticed, fewer than 85.',
    ]);
  });

  it('passes with a reason wherever its code now stands', () => {
    const moved = { ...survivor, line: 70 };
    expect(failuresOf(part, score(99, [moved]), [reason])).toEqual([]);
  });

  it.each(['text', 'code', 'mutator', 'replacement'] as const)(
    'fails for a reason with another %s than any survivor',
    (field) => {
      const other = { ...reason, [field]: 'other' };
      expect(failuresOf(part, score(99, [survivor]), [other])).toEqual([
        expect.stringMatching(/^The reason for .* fits 0 survivors, not 1\.$/),
      ]);
    },
  );

  it('fails for a reason that fits two survivors', () => {
    const twice = [survivor, { ...survivor, line: 9 }];
    expect(failuresOf(part, score(99, twice), [reason])).toEqual([
      'The reason for EqualityOperator "a <= 2" in "if (a < 2) {" of packages/mock-cotter/src/state/sessions.ts fits 2 survivors, not 1.',
    ]);
  });

  it('passes with a reason for as many as read alike in one line, no more and no fewer', () => {
    const failures = [1, 2, 3].map((count) =>
      failuresOf(part, score(99, Array<Survivor>(count).fill(survivor)), [
        { ...reason, times: 2 },
      ]),
    );
    expect(failures.map(({ length }) => length)).toEqual([1, 0, 1]);
    expect(failures[2]?.[0]).toContain('fits 3 survivors, not 2.');
  });

  it('asks nothing of a reason for the code of another part', () => {
    const other = { ...reason, file: 'packages/mock-cotter/src/clock.ts' };
    expect(failuresOf(part, score(99, [survivor]), [other])).toEqual([]);
  });
});

describe('the report', () => {
  const other = { ...part, name: 'mock/other' };
  const explained = { ...survivor, line: 3 };
  const bare = {
    ...survivor,
    line: 5,
    text: 'x',
    code: 'a | `b`',
    covered: false,
  };
  const kept = { part: part.name, digest: '', ...score(8, [explained, bare]) };
  const table = mutationTable(
    [part, other],
    new Map([[part.name, kept]]),
    [reason],
    ['packages/mock-cotter/src/left.ts'],
  );

  it('gives the counts and the score of each part, and says what was not run', () => {
    expect(table).toContain(
      '| mock/state | 10 | 8 | 0 | 2 | 0 | 0 | 80.0 | 1 |',
    );
    expect(table).toContain(
      '| mock/other | no run of its present code and tests |',
    );
  });

  it('lists each survivor with its reason, or without one', () => {
    expect(table).toContain(
      '| state/sessions.ts:3 | EqualityOperator | `a < 2` | `a <= 2` | no a is 2 |',
    );
    expect(table).toContain(
      '| state/sessions.ts:5 | EqualityOperator | `` a \\| `b` `` | `a <= 2` | **none; no test runs it** |',
    );
  });

  it('lists the code that no part mutates', () => {
    expect(table).toContain('- `packages/mock-cotter/src/left.ts`');
  });
});

describe('the parts', () => {
  it.each(parts)('$name has code and tests', (each) => {
    expect(codeOfPart(each)).not.toEqual([]);
    expect(testsOfPart(each)).not.toEqual([]);
  });

  it('share no code, and mutate no tests', () => {
    const files = parts.flatMap(codeOfPart);
    expect(files).toEqual([...new Set(files)]);
    expect(files.filter((file) => file.includes('.spec.'))).toEqual([]);
  });

  it('hold the code of every reason', () => {
    const files = parts.flatMap(codeOfPart);
    expect(reasons.filter(({ file }) => !files.includes(file))).toEqual([]);
  });

  it('leave out what they do not name, and nothing else', () => {
    const rest = leftOut([part]);
    expect(rest).toContain('packages/mock-cotter/src/start.ts');
    expect(rest.filter((file) => file.includes('/state/'))).toEqual([]);
  });
});
