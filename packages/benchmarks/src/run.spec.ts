import { describe, expect, it } from 'vitest';
import type { Benchmark } from './benchmark.ts';
import { measure, verification } from './benchmarks/verification.ts';
import { createChildren } from './children.ts';
import { machine } from './machine.ts';
import { toMarkdown } from './report.ts';
import { run } from './run.ts';
import { workspace } from './workspace.ts';

const MILLISECONDS = 5;

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
  it('measures, judges and reports a real benchmark', async () => {
    await using children = createChildren();
    const { outcome, printed } = await ran({
      ...verification,
      run: (context) => measure(context, MILLISECONDS),
    });
    expect(outcome.verdicts.map(({ goal }) => goal)).toEqual(
      verification.goals,
    );
    const text = toMarkdown({
      machine: await machine(children),
      quick: true,
      outcomes: [outcome],
    });
    for (const { name, spread } of outcome.findings) {
      expect(spread.min).toBeGreaterThan(0);
      expect(text).toContain(name);
      expect(printed.join('\n')).toContain(name);
    }
    expect(text).toContain('## Verification of access tokens');
    expect(text).toMatch(/Commit: [0-9a-f]{12}/);
    expect(text).not.toContain(workspace());
  }, 20_000);

  it('reports why a benchmark was not measured', async () => {
    const { outcome, printed } = await ran({
      ...verification,
      run: () => Promise.resolve({ skipped: 'no time' }),
    });
    expect(outcome).toMatchObject({ skipped: 'no time', verdicts: [] });
    expect(printed).toContain('  not measured: no time');
  });

  it('rejects when a peer answers wrongly', async () => {
    const failing = ran({
      ...verification,
      run: () => Promise.reject(new Error('wrong answer')),
    });
    await expect(failing).rejects.toThrow('wrong answer');
  });
});
