import process from 'node:process';
import type { Reporter, TestModule } from 'vitest/node';

/** Prints, at the end of a run, each test that was skipped and why. */
export class SkippedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const line of skippedLines(modules)) process.stdout.write(`${line}\n`);
  }
}

function skippedLines(modules: readonly TestModule[]): string[] {
  const skipped = modules.flatMap((module) => [
    ...module.children.allTests('skipped'),
  ]);
  if (skipped.length === 0) return [];
  return [
    '',
    `Skipped, ${String(skipped.length)} in all:`,
    ...skipped.map((test) => {
      const result = test.result();
      const note = result.state === 'skipped' ? result.note : undefined;
      return `  ${test.fullName}: ${note ?? 'filtered out'}`;
    }),
  ];
}
