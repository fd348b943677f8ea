import { z } from 'zod';
import { CotterInputError } from '../errors/client-errors.ts';
import type { Outcome } from '../errors/outcome.ts';
import { problemsOf } from '../errors/problems.ts';

/**
 * Checks what the caller handed in against the API's description, and returns a copy, so that what was checked is what
 * is sent, with any getters or `toJSON` the caller's object has.
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

/**
 * A token that goes into an `Authorization` header: visible ASCII (RFC 6750 section 2.1 has less). Anything else could
 * end the header early and start another.
 */
export const HeaderTokenSchema = z.string().regex(/^[!-~]+$/);
