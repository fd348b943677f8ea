import type { Reason } from '../reason.ts';

const AUTHORIZE = 'packages/cotter-sdk/src/axios/authorize.ts';
const TRUSTED_ORIGINS = 'packages/cotter-sdk/src/axios/trusted-origins.ts';

export const sdkAxios: readonly Reason[] = [
  {
    file: AUTHORIZE,
    text: "if (!trusted.has(originOf(addressOf(instance, config)) ?? '')) {",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'neither an empty text nor that one is an origin',
  },
  {
    file: AUTHORIZE,
    text: 'if (token === undefined) return config;',
    code: 'token === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      'without a token the request was aborted, and axios sends none that was',
  },
  {
    file: AUTHORIZE,
    text: '} catch {',
    code: '{\n    return undefined;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the end of the function yields undefined too',
  },
  {
    file: AUTHORIZE,
    text: "if (headers !== undefined && !trusted.has(originOf(href) ?? '')) {",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'neither an empty text nor that one is an origin',
  },
  {
    file: AUTHORIZE,
    text: '...(config?.headers === undefined ? {} : { config }),',
    code: 'config?.headers === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'no token is known of headers that are undefined',
  },
  {
    file: AUTHORIZE,
    text: '...(response === undefined ? {} : { response }),',
    code: 'response === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'a field that is undefined is read like one that is absent',
  },
  {
    file: TRUSTED_ORIGINS,
    text: "if (read === undefined || read !== origin.replace(/\\/$/, '')) {",
    code: 'read === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'undefined is not what any text is; the compiler alone asks',
  },
];
