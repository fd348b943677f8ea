import type { OptionSchema } from './schema.ts';

/** Where a value is not what it must be: the names that lead there, and what it must be. */
export interface Problem {
  readonly path: readonly string[];
  /** Goes on after the option's name. */
  readonly says: string;
}

/** A time with its zone: without one it would mean another time on another machine (RFC 3339). */
const DATE_TIME = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/;

/**
 * Says what is wrong with a value, never quoting it. Only the keywords that options.yaml uses are known: a library that
 * knows them all takes longer to load than the mock has to start.
 */
export function problemOf(
  schema: OptionSchema,
  value: unknown,
): Problem | undefined {
  if (schema.type === 'object' && isObject(value)) {
    const inside = problemInside(schema, value);
    // An unknown or wrong field is named; a missing one is told with what the whole must be.
    if (inside !== undefined || !lacks(schema, value)) return inside;
  } else if (holds(schema, value)) return undefined;
  return { path: [], says: `must be ${mustBe(schema)}.` };
}

function problemInside(
  { properties = {} }: OptionSchema,
  value: Readonly<Record<string, unknown>>,
): Problem | undefined {
  for (const [name, each] of Object.entries(value)) {
    const schema = Object.hasOwn(properties, name)
      ? properties[name]
      : undefined;
    if (schema === undefined)
      return {
        path: [name],
        says: `is no option; there are: ${Object.keys(properties).join(', ')}.`,
      };
    const problem = each === undefined ? undefined : problemOf(schema, each);
    if (problem !== undefined)
      return { ...problem, path: [name, ...problem.path] };
  }
  return undefined;
}

function lacks(
  { required = [] }: OptionSchema,
  value: Readonly<Record<string, unknown>>,
): boolean {
  return required.some((name) => value[name] === undefined);
}

function holds(schema: OptionSchema, value: unknown): boolean {
  const { anyOf, type } = schema;
  if (anyOf?.some((each) => holds(each, value)) === false) return false;
  if (schema.enum?.includes(value) === false) return false;
  if (type === undefined) return true;
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'number':
      return (
        typeof value === 'number' &&
        (type === 'number' || Number.isInteger(value)) &&
        value >= (schema.minimum ?? -Infinity) &&
        value <= (schema.maximum ?? Infinity)
      );
    case 'string':
      return typeof value === 'string' && holdsText(schema, value);
    case 'array':
      return (
        Array.isArray(value) &&
        value.length >= (schema.minItems ?? 0) &&
        value.every((each) => holds(schema.items ?? {}, each))
      );
    case 'object':
      return (
        isObject(value) &&
        !lacks(schema, value) &&
        problemInside(schema, value) === undefined
      );
  }
}

function holdsText(
  { minLength = 0, pattern = '', format }: OptionSchema,
  text: string,
): boolean {
  return (
    text.length >= minLength &&
    new RegExp(pattern, 'u').test(text) &&
    (format === undefined || isTime(text))
  );
}

function isTime(text: string): boolean {
  if (!DATE_TIME.test(text) || Number.isNaN(Date.parse(text))) return false;
  // A day that the month does not have would be one of the next month.
  const day = text.slice(0, 'YYYY-MM-DD'.length);
  return new Date(day).toISOString().startsWith(day);
}

/** What a value must be, in words. */
export function mustBe(schema: OptionSchema): string {
  const must = schema['x-must'];
  if (must !== undefined) return must;
  switch (schema.type) {
    case 'boolean':
      return 'true or false';
    case 'integer': {
      const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema;
      return maximum === Number.MAX_SAFE_INTEGER
        ? `an integer from ${String(minimum)} up`
        : `an integer from ${String(minimum)} to ${String(maximum)}`;
    }
    default:
      return 'a non-empty string';
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
