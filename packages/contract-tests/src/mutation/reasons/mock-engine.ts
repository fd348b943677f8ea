import type { Reason } from '../reason.ts';

const ASK_PRISM = 'packages/mock-cotter/src/engine/ask-prism.ts';
const ENGINE = 'packages/mock-cotter/src/engine/engine.ts';
const ROUTING = 'packages/mock-cotter/src/engine/routing.ts';
const NO_MOCK = {
  file: ASK_PRISM,
  text: 'mock: { dynamic: false },',
  reason:
    "only Prism's own mock component reads it, in whose place the handlers are",
};
const OPTIONAL_KEYS = {
  file: ASK_PRISM,
  text: "? { _tag: 'Right', right: asked.element }",
  reason:
    'Prism takes for right whatever is not `Left`, and reads nothing else of it',
};
const RIGHT = {
  file: ASK_PRISM,
  code: "'Right'",
  mutator: 'StringLiteral',
  replacement: '""',
  reason: 'Prism takes for right whatever is not `Left`',
};
const ONE_OPERATION = {
  file: ASK_PRISM,
  reason:
    'Prism is asked about one operation each time; the compiler alone asks',
};
const NO_OPERATION = {
  ...ONE_OPERATION,
  text: "? { _tag: 'Left', left: new Error('There is no operation.') }",
};
const NEVER_LEFT = {
  file: ASK_PRISM,
  text: "if (result._tag === 'Left') throw result.left;",
  reason:
    'nothing that Prism is put together of answers `Left`; the compiler alone asks',
};
const SOME_SECURITY = {
  file: ASK_PRISM,
  text: 'for (const scheme of operation.security?.flat() ?? []) {',
  reason: 'where a key is missing, there is security; the compiler alone asks',
};

export const mockEngine: readonly Reason[] = [
  {
    file: ASK_PRISM,
    text: 'validateResponse: false,',
    code: 'false',
    mutator: 'BooleanLiteral',
    replacement: 'true',
    reason: 'nobody reads what Prism then says of the answer',
  },
  {
    file: ASK_PRISM,
    text: 'errors: false,',
    code: 'false',
    mutator: 'BooleanLiteral',
    replacement: 'true',
    reason: 'Prism reads it only where it is a proxy',
  },
  {
    ...NO_MOCK,
    code: '{ dynamic: false }',
    mutator: 'ObjectLiteral',
    replacement: '{}',
  },
  {
    ...NO_MOCK,
    code: 'false',
    mutator: 'BooleanLiteral',
    replacement: 'true',
  },
  {
    file: ASK_PRISM,
    text: 'asked.resource.security?.some(({ length }) => length === 0) === true',
    code: 'asked.resource.security?.some',
    mutator: 'OptionalChaining',
    replacement: 'asked.resource.security.some',
    reason:
      'each operation that is read has a list, empty or not; the compiler alone asks',
  },
  {
    ...OPTIONAL_KEYS,
    code: "{ _tag: 'Right', right: asked.element }",
    mutator: 'ObjectLiteral',
    replacement: '{}',
  },
  {
    ...OPTIONAL_KEYS,
    code: "'Right'",
    mutator: 'StringLiteral',
    replacement: '""',
  },
  {
    ...ONE_OPERATION,
    text: 'operation === undefined',
    code: 'operation === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
  {
    ...NO_OPERATION,
    code: "{ _tag: 'Left', left: new Error('There is no operation.') }",
    mutator: 'ObjectLiteral',
    replacement: '{}',
  },
  {
    ...NO_OPERATION,
    code: "'Left'",
    mutator: 'StringLiteral',
    replacement: '""',
  },
  {
    ...NO_OPERATION,
    code: "'There is no operation.'",
    mutator: 'StringLiteral',
    replacement: '""',
  },
  {
    ...RIGHT,
    text: ": { _tag: 'Right', right: operation },",
  },
  {
    ...RIGHT,
    text: "return () => ({ _tag: 'Right', right });",
  },
  {
    ...NEVER_LEFT,
    code: "result._tag === 'Left'",
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
  {
    ...NEVER_LEFT,
    code: "'Left'",
    mutator: 'StringLiteral',
    replacement: '""',
  },
  {
    ...SOME_SECURITY,
    code: '[]',
    mutator: 'ArrayDeclaration',
    replacement: '["Stryker was here"]',
  },
  {
    ...SOME_SECURITY,
    code: 'operation.security?.flat',
    mutator: 'OptionalChaining',
    replacement: 'operation.security.flat',
  },
  {
    file: ENGINE,
    text: 'if (accepts.answer(resource, element)) return [];',
    code: 'accepts.answer(resource, element)',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'Prism finds nothing wrong with it either, slower',
  },
  {
    file: ENGINE,
    text: "if (body !== undefined && type !== undefined) seen['content-type'] = type;",
    code: 'type !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'a header that is undefined is read as one that is not there',
  },
  {
    file: ROUTING,
    text: 'operations.map((operation) => [keyOf(operation), operation]),',
    code: '[keyOf(operation), operation]',
    mutator: 'ArrayDeclaration',
    replacement: '[]',
    reason: 'Prism finds the same operation, slower',
  },
  {
    file: ROUTING,
    text: "return routed._tag === 'Right' ? routed.right : undefined;",
    code: "routed._tag === 'Right'",
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'a `Left` has nothing that is right; the compiler alone asks',
  },
  {
    file: ROUTING,
    text: 'return `${method.toLowerCase()} ${path}`;',
    code: 'method.toLowerCase()',
    mutator: 'MethodExpression',
    replacement: 'method.toUpperCase()',
    reason: 'either case will do, where both sides have the same',
  },
];
