import type { Reason } from '../reason.ts';

const INTEGER_OPTION = 'packages/cotter-sdk/src/integer-option.ts';

export const sdkClient: readonly Reason[] = [
  {
    file: INTEGER_OPTION,
    text: "typeof value !== 'number' ||",
    code: "typeof value !== 'number'",
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      '`Number.isInteger` is false of all that is no number; the compiler alone asks',
  },
];
