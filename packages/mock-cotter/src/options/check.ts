import * as z from 'zod/mini';
import { infoOf, optionsSchema, unwrapped, type Option } from './schema.ts';

/** What is wrong with options: the path of the option, and a sentence that goes on after its name. */
export interface OptionProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** An option that is unknown or not valid. The message names it as it was given: a flag, a variable, or a file and its key. */
export class OptionError extends Error {}

/** Checks the value of one option; returns a sentence that goes on after its name, without the value. */
export function problemWith(
  { schema, info }: Option,
  value: unknown,
): string | undefined {
  return z.safeParse(schema, value).success
    ? undefined
    : `must be ${info.must}.`;
}

/** Checks options by name and fills in the defaults. No message contains a value. */
export function parseOptions(
  given: unknown,
): { readonly options: z.output<typeof optionsSchema> } | OptionProblem {
  const parsed = z.safeParse(optionsSchema, given);
  return parsed.success
    ? { options: parsed.data }
    : problemOf(parsed.error.issues, given);
}

function problemOf(
  issues: readonly z.core.$ZodIssue[],
  given: unknown,
): OptionProblem {
  // An unknown name is often a misspelt one, and then it explains what is missing too.
  const issue =
    issues.find((each) => each.code === 'unrecognized_keys') ?? issues[0];
  let path: readonly string[] = (issue?.path ?? []).map(String);
  let schema: z.core.$ZodType = optionsSchema;
  let value = given;
  for (const [depth, name] of path.entries()) {
    if (!(schema instanceof z.ZodMiniObject)) {
      path = path.slice(0, depth);
      break;
    }
    const inner = (value as Record<string, unknown>)[name];
    // What is missing is reported with what the whole must be.
    if (inner === undefined && depth > 0) {
      path = path.slice(0, depth);
      break;
    }
    value = inner;
    schema = unwrapped(
      (schema.shape as Record<string, z.core.$ZodType>)[name] ?? z.unknown(),
    );
  }
  if (
    issue?.code === 'unrecognized_keys' &&
    schema instanceof z.ZodMiniObject
  ) {
    return {
      path: [...path, issue.keys[0] ?? ''],
      message: `is no option; there are: ${Object.keys(schema.shape).join(', ')}.`,
    };
  }
  return {
    path,
    message: `must be ${path.length === 0 ? 'an object' : infoOf(schema).must}.`,
  };
}
