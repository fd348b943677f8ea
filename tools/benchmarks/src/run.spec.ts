import { describe, expect, it } from 'vitest';
import type { Benchmark } from './benchmark.ts';
import { spreadOf } from './spread.ts';
import { createChildren } from './children.ts';
import { machine } from './machine.ts';
import { toMarkdown } from './report.ts';
import { run } from './run.ts';
import { workspace } from './workspace.ts';

const benchmark: Benchmark = {
  name: 'made-up',
  title: 'Something made up',
  goals: [{ finding: 'share', atLeast: 0.9 }],
  run: () =>
    Promise.resolve({
      findings: [{ name: 'share', unit: '×', spread: spreadOf([0.5, 0.7]) }],
      notes: ['It was made up.'],
    }),
};

async function ran(benchmark: Benchmark) {
  const printed: string[] = [];
  const outcome = await run(benchmark, {
    quick: true,
    rounds: 1,
    print: (text) => printed.push(text),
  });
  return { outcome, printed };
}

describe('run', () => {
  it('judges and reports what a benchmark found, a miss as a miss', async () => {
    await using children = createChildren();
    const { outcome, printed } = await ran(benchmark);
    expect(outcome.verdicts).toMatchObject([
      { goal: benchmark.goals[0], met: false },
    ]);
    const text = toMarkdown({
      machine: await machine(children),
      quick: true,
      outcomes: [outcome],
    });
    for (const shown of [text, printed.join('\n')]) {
      expect(shown).toContain('share');
      expect(shown).toContain('MISSED');
    }
    expect(text).toContain('## Something made up');
    expect(text).toContain('It was made up.');
    expect(text).toMatch(/Commit: [0-9a-f]{12}/);
    expect(text).not.toContain(workspace());
  });

  it('reports why a benchmark was not measured', async () => {
    const { outcome, printed } = await ran({
      ...benchmark,
      run: () => Promise.resolve({ skipped: 'no time' }),
    });
    expect(outcome).toMatchObject({ skipped: 'no time', verdicts: [] });
    expect(printed).toContain('  not measured: no time');
  });

  it('rejects when a peer answers wrongly', async () => {
    const failing = ran({
      ...benchmark,
      run: () => Promise.reject(new Error('wrong answer')),
    });
    await expect(failing).rejects.toThrow('wrong answer');
  });
});
