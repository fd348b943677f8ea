import type { Reason } from '../reason.ts';
import { UNLOADED } from './unloaded.ts';

const REFUSAL = 'packages/mock-cotter/src/refusal.ts';

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
