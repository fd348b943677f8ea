import type { Reason } from '../reason.ts';

const CLOCK = 'packages/cotter-sdk/src/verify/clock.ts';

export const sdkVerifyClaims: readonly Reason[] = [
  {
    file: CLOCK,
    text: "if (typeof time !== 'number' || !Number.isFinite(time)) {",
    code: "typeof time !== 'number'",
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      '`Number.isFinite` is false of all that is no number; the compiler alone asks',
  },
];
