import type { Reason } from '../reason.ts';

const FAULT = 'packages/cotter-sdk/src/session/fault.ts';
const STATE = 'packages/cotter-sdk/src/session/state.ts';
const TOKENS = 'packages/cotter-sdk/src/session/tokens.ts';
const LOADED = 'packages/cotter-sdk/src/session/loaded.ts';
const MACHINE = 'packages/cotter-sdk/src/session/machine.ts';
const OVERWRITE = 'packages/cotter-sdk/src/session/overwrite.ts';

export const sdkSession: readonly Reason[] = [
  {
    file: FAULT,
    text: '} catch {',
    code: '{\n    return undefined;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the end of the function yields undefined too',
  },
  {
    file: FAULT,
    text: "return typeof error === 'object' && error !== null ? error : {};",
    code: 'error !== null',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'what reading a field of null throws is caught by both callers',
  },
  {
    file: FAULT,
    text: "return typeof value === 'number' && Number.isFinite(value) && value >= 0;",
    code: "typeof value === 'number'",
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason:
      '`Number.isFinite` is false of all that is no number; the compiler alone asks',
  },
  {
    file: STATE,
    text: "id: '',",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'a run that starts has its own id, and without one none is read',
  },
  {
    file: STATE,
    text: 'retryUnknown: false,',
    code: 'false',
    mutator: 'BooleanLiteral',
    replacement: 'true',
    reason: 'a run that starts says it itself',
  },
  {
    file: TOKENS,
    text: "return typeof value === 'number' && Number.isFinite(value) && value >= 0;",
    code: "typeof value === 'number'",
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason:
      '`Number.isFinite` is false of all that is no number; the compiler alone asks',
  },
  {
    file: LOADED,
    text: 'if (record === null || tokens === undefined) {',
    code: 'record === null',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      'without a record there are no tokens either; the compiler alone asks',
  },
  {
    file: MACHINE,
    text: "if (unsaved !== undefined && !(step.name === 'saving' && step.fault)) {",
    code: "step.name === 'saving'",
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'no other step has a fault while tokens are not saved',
  },
  {
    file: OVERWRITE,
    text: "let operation: 'load' | 'save' = 'load';",
    code: "'load'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'it is set anew before anything is done that could fail',
  },
];
