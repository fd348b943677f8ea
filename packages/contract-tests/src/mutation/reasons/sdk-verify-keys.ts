import type { Reason } from '../reason.ts';

const FETCH_KEY_SET = 'packages/cotter-sdk/src/verify/fetch-key-set.ts';
const KEY_SOURCE = 'packages/cotter-sdk/src/verify/key-source.ts';

export const sdkVerifyKeys: readonly Reason[] = [
  {
    file: FETCH_KEY_SET,
    text: "if (reader === undefined) return '';",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason:
      'neither an empty text nor that one is JSON, which is all that is asked of it',
  },
  {
    file: FETCH_KEY_SET,
    text: '} catch {',
    code: '{\n    return undefined;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the end of the function yields undefined too',
  },
  {
    file: KEY_SOURCE,
    text: 'let endedAt = -Infinity;',
    code: '-Infinity',
    mutator: 'UnaryOperator',
    replacement: '+Infinity',
    reason:
      'no time is within a pause that ended never, nor within one that ends never',
  },
  {
    file: KEY_SOURCE,
    text: 'if (failure === undefined) return held?.keys.get(kid);',
    code: 'held?.keys',
    mutator: 'OptionalChaining',
    replacement: 'held.keys',
    reason: 'where no failure is kept, a set is; the compiler alone asks',
  },
  {
    file: KEY_SOURCE,
    text: 'if (stale === undefined || key === undefined) throw failure();',
    code: 'stale === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'without a set there is no key either; the compiler alone asks',
  },
  {
    file: KEY_SOURCE,
    text: 'return hasKeys || failures === 0',
    code: 'failures === 0',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'without keys, a fetch has failed before any pause begins',
  },
];
