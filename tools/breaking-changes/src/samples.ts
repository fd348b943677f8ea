import fc from 'fast-check';
import { isObject } from '@org/contract-tests/internal/description/pointer';
import { flatten, type SchemaAt } from './flat-schema.ts';
import type { Side } from './side.ts';

/** How many values are drawn of a schema, and of each of its parts. */
const DRAWN = 200;
/** Always the same values, so that a verdict can be repeated. */
const SEED = 16;
/** Objects and lists below this depth are as small as they may be. */
const DEPTH = 6;
/** The longest text or list that is made, to lie on its bound. */
const LONGEST = 100_000;

const drawn = new WeakMap<Side, Map<string, readonly unknown[]>>();

/** Values that a schema takes, those on its bounds among them; always the same. None if none could be made. */
export function samplesOf(at: SchemaAt): readonly unknown[] {
  const { side, pointer } = at;
  const known = drawn.get(side) ?? new Map<string, readonly unknown[]>();
  drawn.set(side, known);
  const samples = known.get(pointer) ?? accepted(at, arbitraryOf(at, 0));
  known.set(pointer, samples);
  return samples;
}

function accepted(at: SchemaAt, from: fc.Arbitrary<unknown>): unknown[] {
  return fc
    .sample(from, { seed: SEED, numRuns: DRAWN })
    .filter((value) => at.side.refusal(at.pointer, value) === undefined);
}

/** Values that a schema takes, or most of which it takes. */
function arbitraryOf(at: SchemaAt, depth: number): fc.Arbitrary<unknown> {
  const { keywords, properties, required } = flatten(at);
  const value = (word: string): unknown => keywords.get(word)?.value;
  if (keywords.has('const')) return fc.constant(value('const'));
  if (Array.isArray(value('enum')))
    return fc.constantFrom(...(value('enum') as unknown[]));
  const branches = [...keywords]
    .filter(([word]) => /^(oneOf|anyOf|allOf)/.test(word))
    .flatMap(([, { value: list, at: where }]) =>
      Array.isArray(list)
        ? [...list.keys()].map((index) => `${where}/${String(index)}`)
        : [where],
    )
    .map((pointer) => arbitraryOf({ ...at, pointer }, depth + 1));
  const own = ownValues(at, depth, properties, required, value);
  if (branches.length === 0) return own;
  return fc
    .tuple(fc.oneof(...branches), own)
    .map(([branch, rest]) =>
      isPlain(branch) && isPlain(rest) ? { ...rest, ...branch } : branch,
    );
}

type Word = (word: string) => unknown;

function ownValues(
  at: SchemaAt,
  depth: number,
  properties: ReadonlyMap<string, string>,
  required: ReadonlyMap<string, string>,
  word: Word,
): fc.Arbitrary<unknown> {
  const makers: Readonly<Record<string, () => fc.Arbitrary<unknown>>> = {
    null: () => fc.constant(null),
    boolean: () => fc.boolean(),
    integer: () => numbers(word, true),
    number: () => fc.oneof(numbers(word, true), numbers(word, false)),
    string: () => pool(at, strings(word)),
    array: () => lists(at, depth, word),
    object: () => objects(at, depth, properties, required, word),
  };
  const type = word('type');
  const types =
    type === undefined
      ? impliedTypes(properties, word)
      : [type].flat().map(String);
  const made = types.flatMap((each) => makers[each]?.() ?? []);
  return made.length === 0 ? fc.jsonValue({ maxDepth: 1 }) : fc.oneof(...made);
}

/** The types that a schema without `type` speaks of. */
function impliedTypes(
  properties: ReadonlyMap<string, string>,
  word: Word,
): string[] {
  const has = (...words: string[]): boolean =>
    words.some((each) => word(each) !== undefined);
  return [
    ...(properties.size > 0 || has('additionalProperties') ? ['object'] : []),
    ...(has('minLength', 'maxLength', 'pattern', 'format') ? ['string'] : []),
    ...(has('minimum', 'maximum') ? ['number'] : []),
    ...(has('items', 'minItems', 'maxItems') ? ['array'] : []),
  ];
}

/** A choice of what the schema takes, so that an object of many fields has a chance to be valid. */
function pool(
  at: SchemaAt,
  from: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const values = accepted(at, from);
  return values.length === 0 ? from : fc.constantFrom(...values);
}

function strings(word: Word): fc.Arbitrary<string> {
  const min = numberOr(word('minLength'), 0);
  const max = longest(min, word('maxLength'), 40);
  const exactly = [
    min,
    max,
    ...(word('maxLength') === undefined ? [1000] : []),
  ];
  const made: fc.Arbitrary<string>[] = [
    ...exactly.map((length) => fc.constant('a'.repeat(length))),
    ...exactly.map((length) => fc.constant('1'.repeat(length))),
    fc.string({
      minLength: min,
      maxLength: Math.min(max, min + 40),
      unit: 'grapheme',
    }),
  ];
  const pattern = word('pattern');
  if (typeof pattern === 'string')
    made.push(...matching(pattern), ...matching(`^(?:${pattern})$`));
  const format = FORMATS[String(word('format'))];
  if (format !== undefined) made.push(format);
  return fc.oneof(...made);
}

/** Strings of a format, for those that a description is likely to name. */
const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid(),
  'date-time': fc
    .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
    .map((date) => date.toISOString()),
  date: fc
    .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  email: fc.emailAddress(),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
  uri: fc.webUrl(),
};

function matching(pattern: string): fc.Arbitrary<string>[] {
  try {
    return [fc.stringMatching(new RegExp(pattern, 'u'))];
  } catch {
    // fast-check does not generate for lookarounds and the like.
    return [];
  }
}

function numbers(word: Word, whole: boolean): fc.Arbitrary<number> {
  const min = numberOr(word('minimum') ?? word('exclusiveMinimum'), -1e6);
  const max = numberOr(
    word('maximum') ?? word('exclusiveMaximum'),
    Math.max(1e6, min),
  );
  if (min > max) return fc.constant(min);
  const [low, high] = whole ? [Math.ceil(min), Math.floor(max)] : [min, max];
  if (low > high) return fc.constant(min);
  const step = numberOr(word('multipleOf'), 1);
  const onStep = (each: number): number => Math.round(each / step) * step;
  const between = whole
    ? fc.integer({ min: low, max: high })
    : fc.double({ min: low, max: high, noNaN: true });
  return fc.oneof(
    fc.constantFrom(low, low + 1, high - 1, high, onStep(low), onStep(high)),
    between,
    between.map(onStep),
  );
}

function lists(
  at: SchemaAt,
  depth: number,
  word: Word,
): fc.Arbitrary<unknown[]> {
  const min = numberOr(word('minItems'), 0);
  const max = longest(min, word('maxItems'), 3);
  const pointer = flatten(at).keywords.get('items')?.at;
  const item =
    pointer === undefined || depth > DEPTH
      ? fc.jsonValue({ maxDepth: 0 })
      : arbitraryOf({ ...at, pointer }, depth + 1);
  const draw = (minLength: number, maxLength: number) =>
    fc.array(item, { minLength, maxLength, size: 'max' });
  return fc.oneof(
    draw(min, Math.min(max, min + 3)),
    draw(min, min),
    ...(max <= 100 ? [draw(max, max)] : []),
  );
}

function objects(
  at: SchemaAt,
  depth: number,
  properties: ReadonlyMap<string, string>,
  required: ReadonlyMap<string, string>,
  word: Word,
): fc.Arbitrary<object> {
  const members: Record<string, fc.Arbitrary<unknown>> = {};
  for (const name of new Set([...properties.keys(), ...required.keys()])) {
    if (depth > DEPTH && !required.has(name)) continue;
    const pointer = properties.get(name);
    members[name] =
      pointer === undefined
        ? fc.jsonValue({ maxDepth: 0 })
        : arbitraryOf({ ...at, pointer }, depth + 1);
  }
  const known = fc.record(members, { requiredKeys: [...required.keys()] });
  const others = flatten(at).keywords.get('additionalProperties');
  if (others?.value === false || depth > DEPTH) return known;
  const other = isObject(others?.value)
    ? arbitraryOf({ ...at, pointer: others.at }, depth + 1)
    : fc.jsonValue({ maxDepth: 1 });
  const name = fc.stringMatching(/^other[0-9]$/);
  // Often without, because a field that nobody knows tells nothing of those that are known.
  return fc.oneof(
    { weight: 3, arbitrary: known },
    {
      weight: word('additionalProperties') === undefined ? 1 : 3,
      arbitrary: fc
        .tuple(fc.dictionary(name, other, { maxKeys: 2 }), known)
        .map(([more, least]) => ({ ...more, ...least })),
    },
  );
}

/** An upper bound for what is made; where bounds contradict each other, nothing that is made will be taken. */
function longest(min: number, bound: unknown, more: number): number {
  return Math.max(min, Math.min(numberOr(bound, min + more), LONGEST));
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function isPlain(value: unknown): value is object {
  return isObject(value) && !Array.isArray(value);
}
