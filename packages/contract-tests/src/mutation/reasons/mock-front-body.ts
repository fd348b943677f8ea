import type { Reason } from '../reason.ts';

const HEADER_VALUES = 'packages/mock-cotter/src/front/header-values.ts';
const PARSE_JSON = 'packages/mock-cotter/src/front/parse-json.ts';
const SHORT_CUT = {
  file: PARSE_JSON,
  reason: 'the walk that follows reads the same value; it takes longer',
};
const BRACKETS =
  'if ((text.match(/[[{]/g)?.length ?? 0) > MAX_DEPTH) return undefined;';
const IN_OBJECT = {
  file: PARSE_JSON,
  mutator: 'OptionalChaining',
  reason: 'a property stands in an object; the compiler alone asks',
};
const LAST_WORD = {
  file: PARSE_JSON,
  reason:
    'no text is known that the walk lets pass and `JSON.parse` does not; nothing of it may get out if there is one',
};

export const mockFrontBody: readonly Reason[] = [
  {
    file: HEADER_VALUES,
    text: 'if (repeatsHeaders(message)) return message.headersDistinct[name] ?? [];',
    code: 'repeatsHeaders(message)',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'Node lists the same values; it takes longer',
  },
  {
    ...LAST_WORD,
    text: '} catch {',
    code: "{\n    // The walk above finds what people get wrong; the verdict is JSON.parse's. Its message quotes the text.\n    throw invalidJson('The body is not JSON.');\n  }",
    mutator: 'BlockStatement',
    replacement: '{}',
  },
  {
    ...LAST_WORD,
    text: "throw invalidJson('The body is not JSON.');",
    code: "'The body is not JSON.'",
    mutator: 'StringLiteral',
    replacement: '""',
  },
  {
    ...SHORT_CUT,
    text: 'if (plain !== undefined) return plain.value;',
    code: 'plain !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
  {
    ...SHORT_CUT,
    text: 'function parsePlain(text: string): { readonly value: unknown } | undefined {',
    code: '{\n  if ((text.match(/[[{]/g)?.length ?? 0) > MAX_DEPTH) return undefined;\n  try {\n    const value: unknown = JSON.parse(text);\n    return JSON.stringify(value) === text ? { value } : undefined;\n  } catch {\n    return undefined;\n  }\n}',
    mutator: 'BlockStatement',
    replacement: '{}',
  },
  {
    ...SHORT_CUT,
    text: BRACKETS,
    code: '(text.match(/[[{]/g)?.length ?? 0) > MAX_DEPTH',
    mutator: 'ConditionalExpression',
    replacement: 'true',
  },
  {
    ...SHORT_CUT,
    text: BRACKETS,
    code: '(text.match(/[[{]/g)?.length ?? 0) > MAX_DEPTH',
    mutator: 'EqualityOperator',
    replacement: '(text.match(/[[{]/g)?.length ?? 0) >= MAX_DEPTH',
  },
  {
    file: PARSE_JSON,
    text: BRACKETS,
    code: '/[[{]/g',
    mutator: 'Regex',
    replacement: '/[^[{]/g',
    reason:
      'what nests too deep has as many closing brackets, which that counts; other texts are walked, which takes longer',
  },
  {
    ...SHORT_CUT,
    text: 'try {',
    code: '{\n    const value: unknown = JSON.parse(text);\n    return JSON.stringify(value) === text ? { value } : undefined;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
  },
  {
    ...SHORT_CUT,
    text: 'return JSON.stringify(value) === text ? { value } : undefined;',
    code: 'JSON.stringify(value) === text',
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
  {
    file: PARSE_JSON,
    text: '} catch {',
    code: '{\n    return undefined;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the end of the function yields undefined too',
  },
  {
    ...IN_OBJECT,
    text: 'if (seen?.has(name) === true) {',
    code: 'seen?.has',
    replacement: 'seen.has',
  },
  {
    ...IN_OBJECT,
    text: 'seen?.add(name);',
    code: 'seen?.add',
    replacement: 'seen.add',
  },
  {
    file: PARSE_JSON,
    text: "return SAYINGS[code] ?? 'it cannot be read';",
    code: "'it cannot be read'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'the parser brings no other error here; the compiler alone asks',
  },
];
