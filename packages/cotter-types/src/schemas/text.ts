import { z } from 'zod';

/**
 * A string of `min` to `max` characters, counted as JSON Schema counts them (RFC 8259: code points), where zod's own
 * `min` and `max` count UTF-16 units and so refuse long texts with emoji that the description allows.
 */
export function text(min: number, max: number) {
  return z
    .string()
    .refine((value) => isWithin(value, min, max), {
      error: `must have ${String(min)} to ${String(max)} characters`,
    })
    .meta({ ...(min > 0 && { minLength: min }), maxLength: max });
}

function isWithin(value: string, min: number, max: number): boolean {
  // A code point takes one or two UTF-16 units, so most strings need no counting.
  if (value.length < min || value.length > 2 * max) return false;
  if (value.length >= 2 * min && value.length <= max) return true;
  let count = 0;
  for (const _ of value) count += 1;
  return count >= min && count <= max;
}
