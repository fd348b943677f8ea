import type { Reason } from '../reason.ts';

const FAULTS = 'packages/mock-cotter/src/faults/';
const PREFER = `${FAULTS}prefer.ts`;
const CODE = {
  file: PREFER,
  text: String.raw`const status = /^\d{3}$/.test(code) ? Number(code) : code;`,
  code: String.raw`/^\d{3}$/`,
  mutator: 'Regex',
  reason:
    'what has more than three digits is no status as a number either, nor as no number',
};
const FIRST_PART = {
  file: PREFER,
  code: "''",
  mutator: 'StringLiteral',
  replacement: '"Stryker was here!"',
  reason: 'a split has a first part; the compiler alone asks',
};

export const mockFaults: readonly Reason[] = [
  {
    ...FIRST_PART,
    text: "const [first = '', ...parameters] = split(preference, ';');",
  },
  { ...FIRST_PART, text: "const [name = '', ...value] = text.split('=');" },
  { ...CODE, replacement: String.raw`/\d{3}$/` },
  { ...CODE, replacement: String.raw`/^\d{3}/` },
  {
    file: PREFER,
    text: 'if (error instanceof TypeError)',
    code: 'error instanceof TypeError',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'the check of a fault throws nothing else',
  },
];
