import type { Reason } from '../reason.ts';

export const mockFrontFaults: readonly Reason[] = [
  {
    file: 'packages/mock-cotter/src/front/misbehave.ts',
    text: "body: '',",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason:
      'no bytes are sent in its place, and the request log redacts every text',
  },
];
