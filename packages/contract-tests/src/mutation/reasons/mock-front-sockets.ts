import type { Reason } from '../reason.ts';

export const mockFrontSockets: readonly Reason[] = [
  {
    file: 'packages/mock-cotter/src/front/drain.ts',
    text: 'const timers: NodeJS.Timeout[] = [];',
    code: '[]',
    mutator: 'ArrayDeclaration',
    replacement: '["Stryker was here"]',
    reason: 'to clear what is no timer does nothing',
  },
];
