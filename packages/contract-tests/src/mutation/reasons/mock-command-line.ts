import type { Reason } from '../reason.ts';

const COMMAND_LINE = 'packages/mock-cotter/src/options/command-line.ts';

export const mockCommandLine: readonly Reason[] = [
  {
    file: COMMAND_LINE,
    text: 'return flag === undefined',
    code: 'flag === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      'no flag is called `undefined`, so none is given; the compiler alone asks',
  },
  {
    file: COMMAND_LINE,
    text: "[first = '', second]: readonly string[],",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'an option has a name; the compiler alone asks',
  },
  {
    file: COMMAND_LINE,
    text: "`--${missing?.flag ?? part} is missing: ${name} needs ${required.join(' and ')}.`,",
    code: 'missing?.flag',
    mutator: 'OptionalChaining',
    replacement: 'missing.flag',
    reason: 'every part that is required is an option; the compiler alone asks',
  },
];
