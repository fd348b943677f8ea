import { escapePart, isObject, mustLocate, type Located } from './pointer.ts';

/** The keywords that refuse values (JSON Schema 2020-12, validation vocabulary and the applicators that assert). */
const ASSERTIONS = [
  'type',
  'const',
  'enum',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'required',
  'oneOf',
  'anyOf',
] as const;

/** A place in a value, and the schemas that may apply to what stands there. */
export interface Place {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly schemas: readonly Located[];
}

/** Every place in a value that a schema speaks of, the value itself first. */
export function placesIn(
  value: unknown,
  pointer: string,
  path: readonly string[] = [],
): Place[] {
  return placesOf(value, withBranches(mustLocate(pointer)), path);
}

function placesOf(
  value: unknown,
  schemas: readonly Located[],
  path: readonly string[],
): Place[] {
  const inside = isObject(value)
    ? Object.entries(value).flatMap(([key, child]) => {
        const below = schemas.flatMap((schema) => propertyOf(schema, key));
        return below.length === 0 ? [] : placesOf(child, below, [...path, key]);
      })
    : [];
  return [{ path, value, schemas }, ...inside];
}

/** A schema with its branches, and theirs. */
function withBranches(schema: Located): Located[] {
  const branches = (['oneOf', 'anyOf'] as const).flatMap((keyword) =>
    Array.isArray(schema.node[keyword])
      ? schema.node[keyword].map((_, index) =>
          mustLocate(`${schema.pointer}/${keyword}/${String(index)}`),
        )
      : [],
  );
  return [schema, ...branches.flatMap(withBranches)];
}

function propertyOf({ pointer, node }: Located, key: string): Located[] {
  const { properties } = node;
  return isObject(properties) && Object.hasOwn(properties, key)
    ? withBranches(mustLocate(`${pointer}/properties/${escapePart(key)}`))
    : [];
}

/** The JSON pointers to every keyword by which a schema, or one that it leads to, refuses values. */
export function assertionsOf(pointer: string): string[] {
  const found = new Set<string>();
  const visit = (schema: Located): void => {
    for (const each of withBranches(schema)) {
      for (const keyword of keywordsOf(each))
        found.add(`${each.pointer}/${keyword}`);
      for (const key of Object.keys(each.node['properties'] ?? {}))
        for (const below of propertyOf(each, key).slice(0, 1)) visit(below);
    }
  };
  visit(mustLocate(pointer));
  return [...found];
}

/** The keywords by which this schema itself refuses values. */
export function keywordsOf({ node }: Located): string[] {
  const own: string[] = ASSERTIONS.filter((keyword) =>
    Object.hasOwn(node, keyword),
  );
  const closed =
    node['additionalProperties'] === false ? ['additionalProperties'] : [];
  return [...own, ...closed];
}
