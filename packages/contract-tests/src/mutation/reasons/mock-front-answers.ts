import type { Reason } from '../reason.ts';

const NO_FAILURE = {
  file: 'packages/mock-cotter/src/front/cors.ts',
  reason:
    'of its options the plugin refuses a wrong hook alone, and none is given',
};

export const mockFrontAnswers: readonly Reason[] = [
  {
    ...NO_FAILURE,
    text: 'cors(instance, ALLOWED, (error) => {',
    code: '{\n    if (error !== undefined) throw error;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
  },
  {
    ...NO_FAILURE,
    text: 'if (error !== undefined) throw error;',
    code: 'error !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
];
