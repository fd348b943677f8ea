import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { description } from '../description.ts';
import { componentSchemas } from './registry.ts';

/** Keywords that carry no constraint, or, for `discriminator`, none that `oneOf` does not state already. */
const ANNOTATIONS = ['$schema', '$id', 'description', 'discriminator'];

/** A schema without what carries no constraint, and with one spelling where JSON Schema allows several. */
function normalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, inner]) =>
      // A property that is called `description` holds a schema, not a text.
      (!ANNOTATIONS.includes(key) ||
        (key === 'description' && typeof inner === 'object')) &&
      // No properties is the same as an empty list of them.
      !(key === 'properties' && Object.keys(inner as object).length === 0),
  );
  return Object.fromEntries(
    entries.map(([key, inner]) => {
      if (key === 'required' && Array.isArray(inner))
        return [key, inner.toSorted()];
      // The schema `true` and the empty schema both allow anything.
      if (key === 'additionalProperties' && inner === true) return [key, {}];
      return [key, normalised(inner)];
    }),
  );
}

function toJsonSchemas(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(componentSchemas)) {
    registry.add(schema, { id });
  }
  const { schemas } = z.toJSONSchema(registry, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return schemas;
}

describe('the zod schemas, written as JSON Schema', () => {
  const written = toJsonSchemas();

  it.each(Object.entries(description.components.schemas))(
    '%s equals the component of the description',
    (name, described) => {
      expect(normalised(written[name])).toEqual(normalised(described));
    },
  );

  it('has no schema that the description lacks', () => {
    expect(Object.keys(written).toSorted()).toEqual(
      Object.keys(description.components.schemas).toSorted(),
    );
  });
});
