import type { Reason } from '../reason.ts';

const EXPLAIN_TOKEN = 'packages/cotter-sdk/src/verify/explain-token.ts';
const TOKEN_FIELDS = 'packages/cotter-sdk/src/verify/token-fields.ts';
const TOKEN_VERIFIER = 'packages/cotter-sdk/src/verify/token-verifier.ts';
const VERIFIED_TOKENS = 'packages/cotter-sdk/src/verify/verified-tokens.ts';

export const sdkVerifyTokens: readonly Reason[] = [
  {
    file: EXPLAIN_TOKEN,
    text: "audience: audience ?? '',",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason:
      'without an API key id, the audience is not compared, and no other check looks at it',
  },
  {
    file: EXPLAIN_TOKEN,
    text: '? redact(text, [])',
    code: '[]',
    mutator: 'ArrayDeclaration',
    replacement: '["Stryker was here"]',
    reason: 'a secret that stands in no text; none at all finds as much',
  },
  {
    file: EXPLAIN_TOKEN,
    text: 'if (!isUnixSeconds(time)) return `(${typeof time})`;',
    code: '!isUnixSeconds(time)',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      'what it says is shown only where the check passes, which asks for Unix seconds',
  },
  {
    file: EXPLAIN_TOKEN,
    text: 'if (!isUnixSeconds(time)) return `(${typeof time})`;',
    code: '`(${typeof time})`',
    mutator: 'StringLiteral',
    replacement: '``',
    reason:
      'what it says is shown only where the check passes, which asks for Unix seconds',
  },
  {
    file: TOKEN_FIELDS,
    text: '} catch {',
    code: '{\n    return undefined;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the end of the function yields undefined too',
  },
  {
    file: TOKEN_FIELDS,
    text: 'value.length <= 2 * max &&',
    code: 'value.length <= 2 * max',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason:
      'a longer text has more characters than are allowed too; this bounds the work',
  },
  {
    file: TOKEN_VERIFIER,
    text: "return Object.values(claims).some((value) => typeof value === 'object')",
    code: "typeof value === 'object'",
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'a deep copy of plain values is the same copy, made more slowly',
  },
  {
    file: TOKEN_VERIFIER,
    text: "return Object.values(claims).some((value) => typeof value === 'object')",
    code: "typeof value === 'object'",
    mutator: 'EqualityOperator',
    replacement: "typeof value !== 'object'",
    reason:
      'every token has plain values too, so that each copy is deep; it is the same, made more slowly',
  },
  {
    file: VERIFIED_TOKENS,
    text: 'if (this.#capacity === 0 || this.#tokens.get(jwt) === found) return;',
    code: 'this.#capacity === 0',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'with room for none, what is added is at once the oldest',
  },
  {
    file: VERIFIED_TOKENS,
    text: 'if (oldest.done !== true) this.#tokens.delete(oldest.value);',
    code: 'oldest.done !== true',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason:
      'with more tokens than there is room for, one is the oldest; the compiler alone asks',
  },
];
