import type { Reason } from '../reason.ts';

const REFUSAL = 'packages/mock-cotter/src/refusal.ts';
const UNLOADED =
  'the module does not load, which fails every test; Stryker counts tests that failed, and none was run';

export const mockRefusal: readonly Reason[] = [
  {
    file: REFUSAL,
    text: "msg: `${msg.replace(/\\.$/, '')}: ${reason}.`,",
    code: String.raw`/\.$/`,
    mutator: 'Regex',
    replacement: String.raw`/\./`,
    reason: 'the documented message has one full stop, at its end',
  },
  {
    file: 'packages/mock-cotter/src/operation-id.ts',
    text: '.flatMap((path): unknown[] => Object.values(path))',
    code: '(path): unknown[] => Object.values(path)',
    mutator: 'ArrowFunction',
    replacement: '() => undefined',
    reason: UNLOADED,
  },
  {
    file: REFUSAL,
    text: "return response.content['application/json'].examples;",
    code: "'application/json'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: UNLOADED,
  },
];
