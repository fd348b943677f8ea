import type { z } from 'zod';

/** One thing wrong with a value. It never repeats the value. */
export interface Problem {
  /** The field, such as `receiver`; empty for the value as a whole. */
  readonly path: string;
  /** What is wrong, such as `is required`. */
  readonly problem: string;
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'an integer',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

/**
 * Puts what zod found into our own words. zod's messages are not used, because an application can replace them for the
 * whole process (`z.config`), with texts that repeat the value. Parse with `reportInput: true`.
 */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): Problem[] {
  return issues.map((issue) => ({
    path: issue.path.map(fieldName).join('.'),
    problem: wording(issue),
  }));
}

/** Joins problems for a message; only the first few, as a list of all helps nobody in a log line. */
export function sentence(problems: readonly Problem[]): string {
  const listed = problems
    .slice(0, 5)
    .map(({ path, problem }) => `${path === '' ? 'it' : path} ${problem}`);
  const more = problems.length - listed.length;
  return listed.join('; ') + (more > 0 ? `; and ${String(more)} more` : '');
}

function wording(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined) return 'is required';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? 'of another type'}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return issue.pattern === undefined
        ? 'is not valid'
        : `must match ${issue.pattern}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${unit(issue.origin)}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}${unit(issue.origin)}`;
    case 'unrecognized_keys':
      return `has fields that are not described: ${issue.keys.map(fieldName).join(', ')}`;
    case 'custom':
      // The schema's own text, which says what it asks for.
      return issue.message;
    default:
      return 'is not valid';
  }
}

function unit(origin: string): string {
  return origin === 'string' ? ' characters long' : '';
}

/** A name is shown if it looks like one; a key of the input could as well be a value in the wrong place. */
function fieldName(name: PropertyKey): string {
  return /^[A-Za-z_][A-Za-z0-9_]{0,39}$/.test(String(name))
    ? String(name)
    : '(unnamed)';
}
