import type { Reason } from '../reason.ts';

const ACCEPT = 'packages/mock-cotter/src/engine/accept.ts';
const CHECKS = 'packages/mock-cotter/src/engine/checks.ts';
const COMPILE_CHECKS = 'packages/mock-cotter/src/engine/compile-checks.ts';
const UNLOADED =
  'what the tests share is made as they load, which fails then; Stryker counts tests that failed, and none was run';
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
    text: 'export function placesOf(operations: readonly Operation[]): Place[] {',
    code: "{\n  return operations.flatMap((operation) => {\n    // What a schema refers to from outside would have to come with it; nothing does, once it is dereferenced.\n    if ('__bundled__' in operation) return [];\n    const { request, responses } = operation;\n    return [\n      ...bodyPlace(\n        placeName(operation, 'request', 'body'),\n        request?.body?.contents,\n      ),\n      ...parametersPlace(\n        placeName(operation, 'request', 'headers'),\n        request?.headers,\n      ),\n      ...parametersPlace(\n        placeName(operation, 'request', 'path'),\n        request?.path,\n      ),\n      ...responses.flatMap(({ code, contents, headers }) => [\n        ...bodyPlace(placeName(operation, code, 'body'), contents),\n        ...parametersPlace(placeName(operation, code, 'headers'), headers),\n      ]),\n    ];\n  });\n}",
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: UNLOADED,
  },
  {
    file: CHECKS,
    text: 'return operations.flatMap((operation) => {',
    code: "{\n    // What a schema refers to from outside would have to come with it; nothing does, once it is dereferenced.\n    if ('__bundled__' in operation) return [];\n    const { request, responses } = operation;\n    return [\n      ...bodyPlace(\n        placeName(operation, 'request', 'body'),\n        request?.body?.contents,\n      ),\n      ...parametersPlace(\n        placeName(operation, 'request', 'headers'),\n        request?.headers,\n      ),\n      ...parametersPlace(\n        placeName(operation, 'request', 'path'),\n        request?.path,\n      ),\n      ...responses.flatMap(({ code, contents, headers }) => [\n        ...bodyPlace(placeName(operation, code, 'body'), contents),\n        ...parametersPlace(placeName(operation, code, 'headers'), headers),\n      ]),\n    ];\n  }",
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: UNLOADED,
  },
  {
    file: CHECKS,
    text: 'request?.body?.contents,',
    code: 'request?.body?.contents',
    mutator: 'OptionalChaining',
    replacement: 'request?.body.contents',
    reason:
      "the API's own operations without a body do not load, which every test of the engine notices; none of those is run for this part",
  },
  {
    file: CHECKS,
    text: '...responses.flatMap(({ code, contents, headers }) => [',
    code: "({ code, contents, headers }) => [\n        ...bodyPlace(placeName(operation, code, 'body'), contents),\n        ...parametersPlace(placeName(operation, code, 'headers'), headers),\n      ]",
    mutator: 'ArrowFunction',
    replacement: '() => undefined',
    reason: UNLOADED,
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
    file: CHECKS,
    text: 'function bodyPlace(name: string, contents: Contents = []): Place[] {',
    code: '{\n  const [content, ...others] = contents;\n  const { mediaType, schema } = content ?? {};\n  return others.length === 0 &&\n    mediaType === JSON_TYPE &&\n    schema?.$schema === DRAFT_2020_12\n    ? [{ name, schema, coerce: false }]\n    : [];\n}',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: UNLOADED,
  },
  {
    file: CHECKS,
    text: 'function parametersPlace(name: string, specs: Parameters = []): Place[] {',
    code: "{\n  const plain = specs.every(\n    ({ deprecated, schema, style }) =>\n      deprecated !== true &&\n      style === 'simple' &&\n      typeof schema?.type === 'string' &&\n      !['array', 'object'].includes(schema.type),\n  );\n  if (!plain) return [];\n  const properties = Object.fromEntries(\n    specs.map((spec) => [spec.name.toLowerCase(), spec.schema]),\n  );\n  const required = specs\n    .filter((spec) => spec.required === true)\n    .map((spec) => spec.name.toLowerCase());\n  return [\n    { name, schema: { type: 'object', properties, required }, coerce: true },\n  ];\n}",
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: UNLOADED,
  },
  {
    file: CHECKS,
    text: 'specs.map((spec) => [spec.name.toLowerCase(), spec.schema]),',
    code: '(spec) => [spec.name.toLowerCase(), spec.schema]',
    mutator: 'ArrowFunction',
    replacement: '() => undefined',
    reason: UNLOADED,
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
    text: 'logger: { log: doubt, warn: doubt, error: doubt },',
    code: '{ log: doubt, warn: doubt, error: doubt }',
    mutator: 'ObjectLiteral',
    replacement: '{}',
    reason: UNLOADED,
  },
  {
    file: COMPILE_CHECKS,
    text: 'placesOf(operations).flatMap(({ name, schema, coerce }) => {',
    code: "{\n      try {\n        const check = (coerce ? coercing : exact).compile(schema);\n        return [[name, (value: unknown) => check(value)]];\n      } catch {\n        // An unknown format or a schema that is none: what Prism makes of it is Prism's to say.\n        return [];\n      }\n    }",
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: UNLOADED,
  },
  {
    file: COMPILE_CHECKS,
    text: 'try {',
    code: '{\n        const check = (coerce ? coercing : exact).compile(schema);\n        return [[name, (value: unknown) => check(value)]];\n      }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: UNLOADED,
  },
  {
    file: COMPILE_CHECKS,
    text: '} {',
    code: "{\n  const exact = new Ajv2020({ ...OPTIONS, ...options });\n  const coercing = new Ajv({ ...OPTIONS, ...options, coerceTypes: true });\n  // All others are unknown: Prism has an older copy of them, which may accept less.\n  for (const ajv of [exact, coercing])\n    addFormats.default(ajv, ['date-time', 'uuid']);\n  return { exact, coercing };\n}",
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: UNLOADED,
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
