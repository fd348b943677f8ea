import {
  escapePart,
  isObject,
} from '@org/contract-tests/internal/description/pointer';
import { valueAt, type Side } from './side.ts';

/** A schema in a description. */
export interface SchemaAt {
  readonly side: Side;
  readonly pointer: string;
}

/** A keyword's value, and where it stands. */
export interface Keyword {
  readonly value: unknown;
  readonly at: string;
}

/** What a schema asserts, together with what its `$ref` and its `allOf` do. */
export interface FlatSchema {
  readonly keywords: ReadonlyMap<string, Keyword>;
  /** Where the schemas of properties stand, by name. */
  readonly properties: ReadonlyMap<string, string>;
  /** Where the names of required properties stand, by name. */
  readonly required: ReadonlyMap<string, string>;
}

/** Keywords that refuse nothing (JSON Schema 2020-12, meta-data vocabulary; OpenAPI 3.1 section 4.8.24). */
const ANNOTATIONS = [
  'title',
  'description',
  '$comment',
  'default',
  'examples',
  'example',
  'deprecated',
  'readOnly',
  'writeOnly',
  'discriminator',
  'externalDocs',
  'xml',
  '$schema',
  '$id',
  '$defs',
];
/** Keywords that look only at the properties beside them, so that a schema with them cannot be taken apart. */
const LOOKING_ASIDE = ['additionalProperties', 'patternProperties'];

/** Collects what a schema asserts. */
export function flatten(
  at: SchemaAt,
  seen: readonly string[] = [],
): FlatSchema {
  const keywords = new Map<string, Keyword>();
  const properties = new Map<string, string>();
  const required = new Map<string, string>();
  const flat = { keywords, properties, required };
  const { side, pointer } = at;
  const node = valueAt(side.document, pointer);
  if (node === false) keywords.set('not', { value: {}, at: pointer });
  if (!isObject(node)) return flat;

  const words = assertionsIn(node);
  const apart = LOOKING_ASIDE.some((word) => words.includes(word));
  // Where a keyword stands twice, both restrict; the second keeps a name of its own.
  const put = (word: string, keyword: Keyword): void => {
    const name = keywords.has(word) ? `${word} at ${keyword.at}` : word;
    keywords.set(name, keyword);
  };
  const putProperty = (name: string, where: string): void => {
    const value = valueAt(side.document, where);
    if (properties.has(name)) put('properties', { value, at: where });
    else properties.set(name, where);
  };
  const join = (where: string): void => {
    if (seen.includes(where)) return;
    const part = flatten({ side, pointer: where }, [...seen, pointer]);
    if (apart || LOOKING_ASIDE.some((word) => part.keywords.has(word))) {
      put('allOf', { value: valueAt(side.document, where), at: where });
      return;
    }
    for (const [word, keyword] of part.keywords) put(word, keyword);
    for (const [name, named] of part.required) required.set(name, named);
    for (const [name, found] of part.properties) putProperty(name, found);
  };

  if (words.length === 1 && typeof node['$ref'] === 'string') {
    const to = node['$ref'].slice(1);
    return seen.includes(to)
      ? flat
      : flatten({ side, pointer: to }, [...seen, pointer]);
  }
  for (const word of words) {
    const value = node[word];
    const here = `${pointer}/${escapePart(word)}`;
    if (word === 'required' && Array.isArray(value))
      for (const name of value) required.set(String(name), here);
    else if (word === 'properties' && isObject(value))
      for (const name of Object.keys(value))
        putProperty(name, `${here}/${escapePart(name)}`);
    else if (word === 'allOf' && Array.isArray(value))
      for (const index of value.keys()) join(`${here}/${String(index)}`);
    else if (word === '$ref') join(String(value).slice(1));
    else put(word, { value, at: here });
  }
  return flat;
}

function assertionsIn(node: object): string[] {
  return Object.keys(node).filter(
    (word) => !ANNOTATIONS.includes(word) && !word.startsWith('x-'),
  );
}

/** A schema and what it asserts. */
export interface ReadSchema {
  readonly at: SchemaAt;
  readonly flat: FlatSchema;
}

export function read(at: SchemaAt): ReadSchema {
  return { at, flat: flatten(at) };
}

/** Whether two schemas assert the same in the same words. */
export function isSame(a: SchemaAt, b: SchemaAt): boolean {
  const [one, other] = [a, b].map((at) =>
    canonical(at, valueAt(at.side.document, at.pointer)),
  );
  return one === other;
}

/** Where the schema stands that a schema without a word of its own refers to. */
export function target({ side, pointer }: SchemaAt): string {
  const seen = new Set<string>();
  let at = pointer;
  while (!seen.has(at)) {
    seen.add(at);
    const node = valueAt(side.document, at);
    if (!isObject(node) || typeof node['$ref'] !== 'string') break;
    if (assertionsIn(node).length > 1) break;
    at = node['$ref'].slice(1);
  }
  return at;
}

/** A schema as text, with its references filled in and without what asserts nothing: equal texts mean equal schemas. */
export function canonical(
  { side }: SchemaAt,
  schema: unknown,
  seen: readonly string[] = [],
): string {
  const write = (node: unknown, isSchema: boolean): string => {
    if (Array.isArray(node))
      return `[${node.map((each) => write(each, isSchema)).join()}]`;
    if (node === undefined) return 'none';
    if (!isObject(node)) return JSON.stringify(node);
    const entries = Object.keys(node)
      .filter((key) => !isSchema || assertionsIn({ [key]: 0 }).length > 0)
      .toSorted()
      .map(
        (key) => `${JSON.stringify(key)}:${writeMember(node, key, isSchema)}`,
      );
    return `{${entries.join()}}`;
  };
  const writeMember = (
    node: Readonly<Record<string, unknown>>,
    key: string,
    isSchema: boolean,
  ): string => {
    const value = node[key];
    if (!isSchema) return write(value, true);
    if (key === '$ref' && typeof value === 'string') {
      if (seen.includes(value)) return JSON.stringify(value);
      const to = valueAt(side.document, value.slice(1));
      return canonical({ side, pointer: value }, to, [...seen, value]);
    }
    if (VALUES.includes(key)) return JSON.stringify(value);
    return write(value, !NAMED.includes(key));
  };
  return write(schema, true);
}

/** Keywords whose value is data, and keywords whose value has schemas by names of the description's choice. */
const VALUES = ['const', 'enum', 'required', 'type', 'dependentRequired'];
const NAMED = ['properties', 'patternProperties', 'dependentSchemas'];
