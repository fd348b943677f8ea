import type { Reason } from '../reason.ts';

export const sdkVerify: readonly Reason[] = [
  {
    file: 'packages/cotter-sdk/src/verify/base64.ts',
    text: 'for (let value = 0; value < alphabet.length; value += 1) {',
    code: 'value < alphabet.length',
    mutator: 'EqualityOperator',
    replacement: 'value <= alphabet.length',
    reason:
      'one step more sets the value of a character that is none (`charCodeAt` yields NaN), which nothing reads',
  },
];
