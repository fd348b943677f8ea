import type { Result } from './suite/environment.ts';

/** What came of the suite in one runtime. */
export interface Column {
  readonly runtime: string;
  readonly results: readonly Result[];
}

/** A Markdown table of checks and runtimes; `–` is a check that the runtime does not have. */
export function tableOf(columns: readonly Column[]): string {
  const checks = new Set(
    columns.flatMap(({ results }) => results.map(({ check }) => check)),
  );
  const cell = (results: readonly Result[], check: string) => {
    const result = results.find((one) => one.check === check);
    if (result === undefined) return '–';
    return result.error === undefined ? 'yes' : '**no**';
  };
  return [
    ['Check', ...columns.map(({ runtime }) => runtime)],
    ['---', ...columns.map(() => '---')],
    ...[...checks].map((check) => [
      check,
      ...columns.map(({ results }) => cell(results, check)),
    ]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
