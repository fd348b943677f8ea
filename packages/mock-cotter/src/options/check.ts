import * as z from 'zod/mini';
import { didYouMean } from './did-you-mean.ts';
import { infoOf, optionsSchema, unwrapped, type Option } from './schema.ts';

/** What is wrong with options: the path of the option, and a sentence that goes on after its name. */
export interface OptionProblem {
  readonly path: readonly string[];
  readonly message: string;
}

export interface OptionProblems {
  /** At least one. */
  readonly problems: readonly OptionProblem[];
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
): { readonly options: z.output<typeof optionsSchema> } | OptionProblems {
  const parsed = z.safeParse(optionsSchema, given);
  if (parsed.success) return { options: parsed.data };
  const found = parsed.error.issues.flatMap((issue) =>
    problemsOf(issue, given),
  );
  const byName = new Map(found.map((problem) => [nameOf(problem), problem]));
  // A misspelt name within an option explains what is missing from the whole.
  const isExplained = (name: string): boolean =>
    [...byName.keys()].some((other) => other.startsWith(`${name}.`));
  return {
    problems: [...byName.values()].filter(
      (problem) => !isExplained(nameOf(problem)),
    ),
  };
}

function nameOf({ path }: OptionProblem): string {
  return path.join('.');
}

function problemsOf(issue: z.core.$ZodIssue, given: unknown): OptionProblem[] {
  let path: readonly string[] = issue.path.map(String);
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
  if (issue.code === 'unrecognized_keys' && schema instanceof z.ZodMiniObject) {
    const names = Object.keys(schema.shape);
    return issue.keys.map((key) => {
      const hint = didYouMean(key, names);
      return {
        path: [...path, key],
        message:
          hint === ''
            ? `is no option; there are: ${names.join(', ')}.`
            : `is no option.${hint}`,
      };
    });
  }
  return [
    {
      path,
      message: `must be ${path.length === 0 ? 'an object' : infoOf(schema).must}.`,
    },
  ];
}

/** All problems in one line. */
export function textOf(problems: readonly OptionProblem[]): string {
  return problems
    .map((problem) => `${nameOf(problem)} ${problem.message}`)
    .join(' ');
}
