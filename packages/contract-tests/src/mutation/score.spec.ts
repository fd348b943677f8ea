import { describe, expect, it } from 'vitest';
import type { Mutant } from './run-stryker.ts';
import { percentOf, scoreOf } from './score.ts';

const SOURCE = 'const a = 1;\n  if (a < 2) {\n    run();\n  }\n';

function mutant(status: Mutant['status'], from = [2, 7], to = [2, 12]): Mutant {
  const [start, end] = [from, to].map(([line = 0, column = 0]) => ({
    line,
    column,
  }));
  if (start === undefined || end === undefined) throw new Error('no place');
  return {
    id: '1',
    fileName: '/root/packages/a/src/a.ts',
    mutatorName: 'EqualityOperator',
    replacement: 'a <= 2',
    location: { start, end },
    status,
  };
}

function score(...statuses: Mutant['status'][]) {
  const mutants = statuses.map((status) => mutant(status));
  return scoreOf(mutants, '/root/', () => SOURCE);
}

describe('a score', () => {
  it('counts each mutant once, by what came of it', () => {
    expect(
      score(
        'Killed',
        'Killed',
        'Timeout',
        'Survived',
        'NoCoverage',
        'RuntimeError',
        'CompileError',
        'Ignored',
      ),
    ).toMatchObject({
      killed: 2,
      timedOut: 1,
      survived: 1,
      notCovered: 1,
      invalid: 3,
    });
  });

  it('is the share of the mutants that were noticed, among those that could be', () => {
    expect(
      percentOf(
        score('Killed', 'Timeout', 'Survived', 'NoCoverage', 'RuntimeError'),
      ),
    ).toBe(50);
  });

  it('is nothing where there is no mutant', () => {
    expect(percentOf(score())).toBe(0);
    expect(percentOf(score('RuntimeError'))).toBe(0);
  });
});

describe('a survivor', () => {
  it('shows the code that was replaced, its line and its file', () => {
    expect(score('Killed', 'Survived').survivors).toEqual([
      {
        file: 'packages/a/src/a.ts',
        line: 2,
        text: 'if (a < 2) {',
        code: 'a < 2',
        mutator: 'EqualityOperator',
        replacement: 'a <= 2',
        covered: true,
      },
    ]);
  });

  it('that spans lines shows all of them, and says whether a test runs it', () => {
    const block = mutant('NoCoverage', [2, 14], [4, 4]);
    expect(scoreOf([block], '/root/', () => SOURCE).survivors).toMatchObject([
      { code: '{\n    run();\n  }', covered: false },
    ]);
  });
});
