import type { Reason } from '../reason.ts';

/** The look-up of how far a defect shifts a token's time. */
function withoutDefect(file: string): Reason {
  return {
    file: `packages/mock-cotter/src/inputs/${file}`,
    text: 'unixSeconds(clock) + (defect === undefined ? 0 : (shift[defect] ?? 0));',
    code: 'defect === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      'no shift is kept for an undefined defect, so the look-up finds none',
  };
}

export const mockInputs: readonly Reason[] = [
  withoutDefect('mint-event-token.ts'),
  withoutDefect('mint-identity-token.ts'),
];
