import { isJsonObject, type JsonObject } from './jwt/jwt.ts';
import type { Fault } from './verification-error.ts';

/** The form that a field must have. */
export interface Form<T> {
  readonly matches: (value: unknown) => value is T;
  /** To follow "is not". */
  readonly name: string;
}

/** The values that a set of forms accepts. */
export type FieldsOf<Forms> = {
  readonly [Name in keyof Forms]: Forms[Name] extends Form<infer T> ? T : never;
};

/**
 * Reads the fields of a token, each once, and checks their forms. Fields that have no form are left out.
 *
 * This comes before the signature: nothing separates the fields in the signed text, so strict forms are what stops
 * characters from moving between neighbours under the same signature.
 */
export function readFields<
  Forms extends Readonly<Record<string, Form<unknown>>>,
>(token: unknown, forms: Forms): { readonly fields: FieldsOf<Forms> } | Fault {
  if (!isJsonObject(token)) {
    return { reason: 'malformed', detail: 'it is not an object' };
  }
  const fields: Record<string, unknown> = {};
  for (const [name, form] of Object.entries(forms)) {
    const value = ownField(token, name);
    if (!form.matches(value)) {
      return malformedField(name, form.name);
    }
    fields[name] = value;
  }
  return { fields: fields as FieldsOf<Forms> };
}

/** Undefined also where reading it throws: what a getter throws is the caller's, and may hold anything. */
function ownField(token: JsonObject, name: string): unknown {
  try {
    return Object.hasOwn(token, name) ? token[name] : undefined;
  } catch {
    return undefined;
  }
}

export function malformedField(field: string, form: string): Fault {
  return {
    reason: 'malformed',
    field,
    detail: `its field ${field} is not ${form}`,
  };
}

/**
 * A text of up to `max` characters, counted in code points as the API's description counts them, without control
 * characters. Half a surrogate pair is refused, because it is signed as U+FFFD: several texts would share a signature.
 */
export function text(min: number, max: number): Form<string> {
  return {
    matches: (value): value is string =>
      typeof value === 'string' &&
      value.length <= 2 * max &&
      !/[\p{Cc}\p{Cs}]/u.test(value) &&
      isBetween(Array.from(value).length, min, max),
    name: `a text of ${String(min)} to ${String(max)} characters`,
  };
}

export function pattern(expression: RegExp, name: string): Form<string> {
  return {
    matches: (value): value is string =>
      typeof value === 'string' && expression.test(value),
    name,
  };
}

export function oneOf<const T extends string>(
  ...values: readonly T[]
): Form<T> {
  return {
    matches: (value): value is T => values.some((known) => known === value),
    name: `one of ${values.join(', ')}`,
  };
}

export const boolean: Form<boolean> = {
  matches: (value) => typeof value === 'boolean',
  name: 'true or false',
};

/** A time of a signed text, from 2001 to 2286. Its length is fixed, so that no digit can move. */
export const tenDigits = pattern(
  /^[1-9][0-9]{9}$/,
  'Unix seconds, ten decimal digits',
);

/** A time outside of the signed text. */
export const unixSecondsText = pattern(
  /^(0|[1-9][0-9]{0,10})$/,
  'Unix seconds as a string',
);

function isBetween(count: number, min: number, max: number): boolean {
  return count >= min && count <= max;
}
