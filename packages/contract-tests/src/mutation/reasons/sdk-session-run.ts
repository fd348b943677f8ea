import type { Reason } from '../reason.ts';

const RUNNER = 'packages/cotter-sdk/src/session/runner.ts';
const SESSION_ERROR = 'packages/cotter-sdk/src/session/session-error.ts';

export const sdkSessionRun: readonly Reason[] = [
  {
    file: RUNNER,
    text: "result: Promise<RunResult> = Promise.resolve({ type: 'again' });",
    code: "{ type: 'again' }",
    mutator: 'ObjectLiteral',
    replacement: '{}',
    reason: 'nobody waits for it before a run has started, which replaces it',
  },
  {
    file: RUNNER,
    text: "result: Promise<RunResult> = Promise.resolve({ type: 'again' });",
    code: "'again'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'nobody waits for it before a run has started, which replaces it',
  },
  {
    file: SESSION_ERROR,
    text: "case 'store_failed':",
    code: "case 'store_failed':\n      return undefined;",
    mutator: 'ConditionalExpression',
    replacement: "case 'store_failed':",
    reason: 'the end of the function yields undefined too',
  },
  {
    file: SESSION_ERROR,
    text: "case 'store_failed':",
    code: "'store_failed'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'the end of the function yields undefined too',
  },
];
