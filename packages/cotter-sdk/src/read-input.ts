import type { z } from 'zod';
import { CotterInputError } from './errors/input-error.ts';
import type { Outcome } from './outcome.ts';
import { problemsOf } from './problems.ts';

/**
 * Checks what the caller handed in against the API's description, and returns a copy, so that what was checked is what
 * is sent, whatever getters or a `toJSON` the caller's object has.
 *
 * @throws CotterInputError
 */
export function readInput<Schema extends z.ZodType>(
  what: string,
  schema: Schema,
  value: unknown,
  details?: { readonly outcome?: Outcome },
): z.output<Schema> {
  const result = parse(schema, value);
  if (result?.success === true) return result.data;
  const problems =
    result === undefined
      ? [{ path: '', problem: 'cannot be read' }]
      : problemsOf(result.error.issues);
  throw new CotterInputError(what, problems, details);
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown) {
  try {
    return schema.safeParse(value, { reportInput: true });
  } catch {
    // What a getter throws is the caller's and may hold anything.
    return undefined;
  }
}
