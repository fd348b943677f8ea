import type { Reason } from '../reason.ts';
import { UNLOADED } from './unloaded.ts';

const REDACT = 'packages/mock-cotter/src/requests/redact-request.ts';
const LOG = 'packages/mock-cotter/src/requests/request-log.ts';
const BY_NAME = {
  file: REDACT,
  code: "'name'",
  mutator: 'StringLiteral',
  replacement: '""',
  reason: 'what is shown neither as a value nor as an id is shown by its name',
};
const NOT_LOADED = {
  file: REDACT,
  reason: UNLOADED,
};
const HALVED = {
  file: LOG,
  text: 'if (entries.length >= 2 * maxRequests)',
  reason:
    'as many are listed, and forgotten; how many wait in memory until then is all that changes',
};
const HALF = { ...HALVED, text: 'entries = entries.slice(-maxRequests);' };
const LONG = 'entries.length >= 2 * maxRequests';

export const mockRequests: readonly Reason[] = [
  {
    ...NOT_LOADED,
    text: '): (readonly [string, Shown])[] {',
    code: '{\n  return names.map((name) => [name, how] as const);\n}',
    mutator: 'BlockStatement',
    replacement: '{}',
  },
  {
    ...NOT_LOADED,
    text: 'return names.map((name) => [name, how] as const);',
    code: '(name) => [name, how] as const',
    mutator: 'ArrowFunction',
    replacement: '() => undefined',
  },
  {
    file: REDACT,
    text: "'properties' in schema ? Object.keys(schema.properties as object) : [],",
    code: '[]',
    mutator: 'ArrayDeclaration',
    replacement: '["Stryker was here"]',
    reason: 'one more name is shown, which nobody sends',
  },
  {
    file: REDACT,
    text: "const value = headers[name] ?? '';",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'each name has its value; the compiler alone asks',
  },
  {
    ...BY_NAME,
    text: "...shown('name', [",
  },
  {
    ...BY_NAME,
    text: "'name',",
  },
  {
    file: REDACT,
    text: "if (how === 'id' && typeof body === 'string') return apiKeyId(body);",
    code: "typeof body === 'string'",
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'a number is no API key id, so it is redacted as well',
  },
  {
    file: REDACT,
    text: "return typeof body === 'string' ? short(body) : body;",
    code: "typeof body === 'string'",
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'a number has no length, and is given back as it is',
  },
  {
    file: LOG,
    text: 'export const NO_RECORD: OpenRecord = {',
    code: '{\n  admitted: ignore,\n  read: ignore,\n  met: ignore,\n  answered: ignore,\n}',
    mutator: 'ObjectLiteral',
    replacement: '{}',
    reason: "the front's tests notice it, which are not run for this part",
  },
  {
    ...HALVED,
    code: LONG,
    mutator: 'ConditionalExpression',
    replacement: 'true',
  },
  {
    ...HALVED,
    code: LONG,
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
  {
    ...HALVED,
    code: LONG,
    mutator: 'EqualityOperator',
    replacement: 'entries.length > 2 * maxRequests',
  },
  {
    ...HALVED,
    code: LONG,
    mutator: 'EqualityOperator',
    replacement: 'entries.length < 2 * maxRequests',
  },
  {
    ...HALVED,
    code: '2 * maxRequests',
    mutator: 'ArithmeticOperator',
    replacement: '2 / maxRequests',
  },
  {
    ...HALF,
    code: 'entries.slice(-maxRequests)',
    mutator: 'MethodExpression',
    replacement: 'entries',
  },
  {
    ...HALF,
    code: '-maxRequests',
    mutator: 'UnaryOperator',
    replacement: '+maxRequests',
  },
];
