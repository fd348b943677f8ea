import type { Reason } from '../reason.ts';

const TEXT = 'packages/mock-cotter/src/metrics/prometheus-text.ts';

export const mockMetrics: readonly Reason[] = [
  {
    file: TEXT,
    text: "export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';",
    code: "'text/plain; version=0.0.4; charset=utf-8'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason:
      "the control handlers' tests notice it, which are not run for this part",
  },
  {
    file: TEXT,
    text: "const pairs = labels.map((label, at) => pair(label, values[at] ?? ''));",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'each label has its value; the compiler alone asks',
  },
];
