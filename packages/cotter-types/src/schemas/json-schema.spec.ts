import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { description } from '../description.ts';
import { componentSchemas } from './registry.ts';

/** Keywords that carry no constraint, or, for `discriminator`, none that `oneOf` does not state already. */
const ANNOTATIONS = ['$schema', '$id', 'description', 'discriminator'];

function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    // A property that is called `description` holds a schema, not a text.
    ([key, inner]) =>
      !ANNOTATIONS.includes(key) ||
      (key === 'description' && typeof inner === 'object'),
  );
  return Object.fromEntries(
    entries.map(([key, inner]) => [
      key,
      key === 'required' && Array.isArray(inner)
        ? inner.toSorted()
        : withoutAnnotations(inner),
    ]),
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
      expect(withoutAnnotations(written[name])).toEqual(
        withoutAnnotations(described),
      );
    },
  );

  it('has no schema that the description lacks', () => {
    expect(Object.keys(written).toSorted()).toEqual(
      Object.keys(description.components.schemas).toSorted(),
    );
  });
});
