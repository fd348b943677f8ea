import type { Reason } from '../reason.ts';

const BACKOFF = 'packages/cotter-sdk/src/backoff.ts';
const CALL = 'packages/cotter-sdk/src/call.ts';
const DEADLINE = 'packages/cotter-sdk/src/deadline.ts';
const LISTENER = 'packages/cotter-sdk/src/listener.ts';
const RETRY_AFTER = 'packages/cotter-sdk/src/retry-after.ts';
const TIMING = 'packages/cotter-sdk/src/timing.ts';

export const sdkCalls: readonly Reason[] = [
  {
    file: BACKOFF,
    text: 'if (retryAfterMs !== undefined && retryAfterMs > MAX_RETRY_AFTER_MS) {',
    code: 'retryAfterMs !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'undefined is not greater than anything; the compiler alone asks',
  },
  {
    file: CALL,
    text: "throw unanswered(operation, { kind: 'stopped', sent: false }, shared);",
    code: "{ kind: 'stopped', sent: false }",
    mutator: 'ObjectLiteral',
    replacement: '{}',
    reason:
      'whatever is not `network` is a stop, and no `sent` is as good as false',
  },
  {
    file: CALL,
    text: "throw unanswered(operation, { kind: 'stopped', sent: false }, shared);",
    code: "'stopped'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'whatever is not `network` is a stop',
  },
  {
    file: DEADLINE,
    text: "callerSignal?.addEventListener('abort', onAbort, { once: true });",
    code: '{ once: true }',
    mutator: 'ObjectLiteral',
    replacement: '{}',
    reason:
      'a signal fires once at most, and the listener is removed at the end',
  },
  {
    file: DEADLINE,
    text: "callerSignal?.addEventListener('abort', onAbort, { once: true });",
    code: 'true',
    mutator: 'BooleanLiteral',
    replacement: 'false',
    reason:
      'a signal fires once at most, and the listener is removed at the end',
  },
  {
    file: LISTENER,
    text: 'onEvent?.(event);',
    code: 'onEvent?.(event)',
    mutator: 'OptionalChaining',
    replacement: 'onEvent(event)',
    reason: 'what calling undefined throws is caught as well',
  },
  {
    file: RETRY_AFTER,
    text: "export function retryAfterMs(value = '', now: number): number | undefined {",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason:
      'neither an empty text nor that one is a number of seconds or a date',
  },
  {
    file: TIMING,
    text: "signal.addEventListener('abort', wake, { once: true });",
    code: '{ once: true }',
    mutator: 'ObjectLiteral',
    replacement: '{}',
    reason: 'a signal fires once at most, and the listener removes itself',
  },
  {
    file: TIMING,
    text: "signal.addEventListener('abort', wake, { once: true });",
    code: 'true',
    mutator: 'BooleanLiteral',
    replacement: 'false',
    reason: 'a signal fires once at most, and the listener removes itself',
  },
];
