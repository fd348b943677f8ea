import type { Reason } from '../reason.ts';
import { UNLOADED } from './unloaded.ts';

const EXPLAIN = 'packages/mock-cotter/src/engine/explain.ts';
const GRANTS = 'packages/mock-cotter/src/engine/grants.ts';

export const mockExplain: readonly Reason[] = [
  {
    file: EXPLAIN,
    text: "const DESCRIPTION = 'description';",
    code: "'description'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason:
      'the name only finds the description again, which the empty one does too',
  },
  {
    file: EXPLAIN,
    text: "error.keyword !== 'additionalProperties' ||",
    code: "error.keyword !== 'additionalProperties'",
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'no other problem names an additional field, so no grant owns it',
  },
  {
    file: GRANTS,
    text: 'Object.entries(mapping).map(([name, pointer]) => {',
    code: '{\n    const schema = nameIn(pointer);\n    const fields = Object.keys(schemas[schema].properties);\n    return [name, { name, schema, fields }];\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: UNLOADED,
  },
  {
    file: GRANTS,
    text: 'function nameIn(pointer: Pointer): NameIn<Pointer> {',
    code: "{\n  return pointer.slice(pointer.lastIndexOf('/') + 1) as NameIn<Pointer>;\n}",
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: UNLOADED,
  },
];
