import type { Reason } from '../reason.ts';

const FRONT = 'packages/mock-cotter/src/front/front.ts';
const NO_ROUTE = {
  file: FRONT,
  text: "(method) => method !== 'OPTIONS',",
  reason: 'what no route takes comes to the same handler',
};
const NO_TEXT = {
  file: FRONT,
  code: "''",
  mutator: 'StringLiteral',
  replacement: '"Stryker was here!"',
};
const BY_NODE = {
  ...NO_TEXT,
  reason: 'Node gives it with every request; the compiler alone asks',
};

export const mockFront: readonly Reason[] = [
  {
    ...NO_ROUTE,
    code: "(method) => method !== 'OPTIONS'",
    mutator: 'ArrowFunction',
    replacement: '() => undefined',
  },
  {
    ...NO_ROUTE,
    code: "method !== 'OPTIONS'",
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
  {
    ...NO_TEXT,
    text: "operation: operation.iid ?? '',",
    reason: 'each operation has an id; the compiler alone asks',
  },
  {
    file: FRONT,
    text: 'function endOfTurn(): Promise<void> {',
    code: '{\n  return new Promise((resolve) => {\n    setImmediate(resolve);\n  });\n}',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the answers are the same, and written sooner; many take longer',
  },
  {
    file: FRONT,
    text: 'if (!repeatsHeaders(raw)) return;',
    code: '!repeatsHeaders(raw)',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'where no header is repeated, no key is; it is found out slower',
  },
  {
    file: FRONT,
    text: 'for (const scheme of operation.security?.flat() ?? []) {',
    code: '[]',
    mutator: 'ArrayDeclaration',
    replacement: '["Stryker was here"]',
    reason: 'a text is no scheme with a key',
  },
  {
    ...BY_NODE,
    text: "const target = (raw.url ?? '').replace(/^https?:\\/\\/[^/?#]*/i, '');",
  },
  {
    ...BY_NODE,
    text: "method: raw.method ?? '',",
  },
  {
    ...NO_TEXT,
    text: "path: target.split(/[?#]/, 1)[0] ?? '',",
    reason: 'every text has a first part; the compiler alone asks',
  },
  {
    ...NO_TEXT,
    text: "const frames = (error.stack ?? '')",
    reason: 'neither text has a line that is a place',
  },
];
