import type { Reason } from '../reason.ts';

const ACCEPT = 'packages/mock-cotter/src/engine/accept.ts';
const CHECKS = 'packages/mock-cotter/src/engine/checks.ts';
const COMPILE_CHECKS = 'packages/mock-cotter/src/engine/compile-checks.ts';
const NOT_STRICT =
  "only Ajv's strict mode asks, which is off; as Prism sets it";

export const mockAccept: readonly Reason[] = [
  {
    file: ACCEPT,
    text: 'if (known !== undefined) return known;',
    code: 'known !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      'the plan is worked out each time, which gives the same one, slower',
  },
  {
    file: ACCEPT,
    text: 'if (template === path) return found;',
    code: 'template === path',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      'a path that is the template itself has the same parts, which are compared one by one, slower',
  },
  {
    file: ACCEPT,
    text: "const part = parts[index] ?? '';",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'as many parts as names are there; the compiler alone asks',
  },
  {
    file: CHECKS,
    text: 'function bodyPlace(name: string, contents: Contents = []): Place[] {',
    code: '[]',
    mutator: 'ArrayDeclaration',
    replacement: '["Stryker was here"]',
    reason: 'what is no content has no media type either',
  },
  {
    file: COMPILE_CHECKS,
    text: 'allowUnionTypes: true,',
    code: 'true',
    mutator: 'BooleanLiteral',
    replacement: 'false',
    reason: NOT_STRICT,
  },
  {
    file: COMPILE_CHECKS,
    text: 'allowMatchingProperties: true,',
    code: 'true',
    mutator: 'BooleanLiteral',
    replacement: 'false',
    reason: NOT_STRICT,
  },
  {
    file: COMPILE_CHECKS,
    text: "throw new Error(message.map(String).join(' '));",
    code: "' '",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'it is caught where the schema is compiled, and nobody reads it',
  },
];
