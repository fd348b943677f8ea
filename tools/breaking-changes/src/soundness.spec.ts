// No break is missed that trying every value of a small values finds: the gate against brute force.
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareValues } from './compare-values.ts';
import { sideOf, type Side } from './side.ts';

const leaves = [null, true, 0, 1, 2, 1.5, '', 'a', 'b', 'ab', 'aab'];
const objects = leaves.flatMap((a) => [
  { a },
  { b: a },
  { a, b: 1 },
  { a: 'a', b: a },
  { a, c: a },
]);
const lists = leaves.flatMap((each) => [[each], [each, 'a'], [1, each, each]]);
const values: readonly unknown[] = [...leaves, {}, [], ...objects, ...lists];

const small = fc.nat({ max: 3 });
const leaf: fc.Arbitrary<object> = fc.oneof(
  fc.record(
    {
      type: fc.constant('string'),
      minLength: small,
      maxLength: small,
      pattern: fc.constantFrom('^a', 'b$', '^a*$', '^(a|b)*$', 'ab'),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constantFrom('integer', 'number', ['integer', 'null']),
      minimum: small,
      maximum: small,
      exclusiveMaximum: small,
      multipleOf: fc.constantFrom(1, 2, 0.5),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({
    enum: fc.subarray(['a', 'b', 1, null, true], { minLength: 1 }),
  }),
  fc.record({ const: fc.constantFrom('a', 'b', 1, null) }),
  fc.record({
    type: fc
      .subarray(['boolean', 'null', 'string', 'number'])
      .filter((types) => types.length > 0),
  }),
);
const object = fc.record(
  {
    type: fc.constant('object'),
    // Both always: that an open object gets a field is no break by intent.
    properties: fc.record({ a: leaf, b: leaf }),
    required: fc.subarray(['a', 'b']),
    additionalProperties: fc.oneof(fc.boolean(), leaf),
    minProperties: fc.nat({ max: 1 }),
  },
  { requiredKeys: ['type', 'properties'] },
);
const list = fc.record(
  {
    type: fc.constant('array'),
    items: leaf,
    minItems: fc.nat({ max: 2 }),
    maxItems: fc.nat({ max: 3 }),
    uniqueItems: fc.boolean(),
  },
  { requiredKeys: ['type'] },
);
const simple = fc.oneof(leaf, leaf, object, object, list);
const branches = fc.array(simple, { minLength: 1, maxLength: 3 });
const schema = fc.oneof(
  simple,
  fc.record({ oneOf: branches }),
  fc.record({ anyOf: branches }),
  fc.record({ allOf: branches }),
  fc.tuple(simple, leaf).map(([one, other]) => ({ ...one, not: other })),
);
/** A schema and another, or one that differs in a single keyword. */
const pair = fc.oneof(
  fc.tuple(schema, schema),
  fc.tuple(schema, schema).map(([a, b]) => [a, { ...a, ...b }]),
  fc
    .tuple(simple, leaf, fc.constantFrom('a', 'b'))
    .map(([a, b, name]) => [
      a,
      'properties' in a
        ? { ...a, properties: { ...a.properties, [name]: b } }
        : b,
    ]),
);

function side(name: Side['name'], Subject: object): Side {
  return sideOf(name, {
    openapi: '3.1.0',
    info: { title: '', version: '1.0.0' },
    components: { schemas: { Subject } },
  });
}

it.each(['request', 'response'] as const)(
  'every break of a %s that brute force finds is found',
  (direction) => {
    const ajv = new Ajv2020({ strict: false });
    let breaks = 0;
    fc.assert(
      fc.property(pair, ([was = {}, is = {}]) => {
        const [from, into] = direction === 'request' ? [was, is] : [is, was];
        const takes: (value: unknown) => boolean = ajv.compile(from);
        const takesToo: typeof takes = ajv.compile(into);
        const broken = values.filter(
          (value) => takes(value) && !takesToo(value),
        );
        if (broken.length === 0) return;
        breaks += 1;
        const pointer = '/components/schemas/Subject';
        const found = compareValues(
          { side: side('base', was), pointer },
          { side: side('head', is), pointer },
          { direction, subject: `${direction}-body`, where: '', path: [] },
        );
        expect(
          found.some(({ breaking }) => breaking),
          JSON.stringify({ was, is, broken, found }),
        ).toBe(true);
      }),
      {
        seed: 1,
        numRuns: 40,
      },
    );
    expect(breaks).toBeGreaterThan(10);
  },
  60_000,
);
