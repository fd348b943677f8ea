import type { Reason } from '../reason.ts';

const ADD_CUSTOM_CLAIMS = 'packages/cotter-sdk/src/add-custom-claims.ts';
const READ_ANSWER = 'packages/cotter-sdk/src/read-answer.ts';
const READ_INPUT = 'packages/cotter-sdk/src/read-input.ts';

export const sdkOperations: readonly Reason[] = [
  {
    file: ADD_CUSTOM_CLAIMS,
    text: '...(refreshToken !== undefined && { refresh_token: refreshToken }),',
    code: 'refreshToken !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'JSON leaves out a field that is undefined',
  },
  {
    file: READ_ANSWER,
    text: "what: operation.answer?.what ?? '',",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason:
      'nothing comes here without an answer to read; the compiler alone asks',
  },
  {
    file: READ_ANSWER,
    text: "what: operation.answer?.what ?? '',",
    code: 'operation.answer?.what',
    mutator: 'OptionalChaining',
    replacement: 'operation.answer.what',
    reason:
      'nothing comes here without an answer to read; the compiler alone asks',
  },
  {
    file: READ_ANSWER,
    text: '} catch {',
    code: '{\n    return undefined;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the end of the function yields undefined too',
  },
  {
    file: READ_INPUT,
    text: '} catch {',
    code: "{\n    // What a getter throws is the caller's and may hold anything.\n    return undefined;\n  }",
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the end of the function yields undefined too',
  },
];
