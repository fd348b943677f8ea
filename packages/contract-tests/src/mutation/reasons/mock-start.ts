import type { Reason } from '../reason.ts';

const START = 'packages/mock-cotter/src/start.ts';

export const mockStart: readonly Reason[] = [
  {
    file: START,
    text: 'seed === undefined',
    code: 'seed === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      'signatures that are made so are as good; without a seed they only take longer',
  },
  {
    file: START,
    text: "throw new Error('The mock does not listen on a port.');",
    code: "'The mock does not listen on a port.'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'a server that listens has a port; the compiler alone asks',
  },
];
