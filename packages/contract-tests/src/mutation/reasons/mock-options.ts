import type { Reason } from '../reason.ts';

const PROBLEM = 'packages/mock-cotter/src/options/problem.ts';

export const mockOptions: readonly Reason[] = [
  {
    file: PROBLEM,
    text: 'const DATE_TIME = /^\\d{4}-\\d\\d-\\d\\dT.*(Z|[+-]\\d\\d:\\d\\d)$/;',
    code: '/^\\d{4}-\\d\\d-\\d\\dT.*(Z|[+-]\\d\\d:\\d\\d)$/',
    mutator: 'Regex',
    replacement: '/^\\d{4}-\\d\\d-\\d\\dT.*(Z|[+-]\\d\\d:\\d\\d)/',
    reason: '`Date.parse` refuses a time in ISO 8601 that more text follows',
  },
];
