import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemsOf, sentence, type Problem } from './problems.ts';

function problems(schema: z.ZodType, value: unknown): Problem[] {
  const { error } = schema.safeParse(value, { reportInput: true });
  if (error === undefined) throw new Error('The value is valid');
  return problemsOf(error.issues);
}

/** The wording of the one problem that a value has. */
function problem(schema: z.ZodType, value: unknown): string | undefined {
  const found = problems(schema, value);
  expect(found).toHaveLength(1);
  return found[0]?.problem;
}

describe('a problem', () => {
  it.each<[string, z.ZodType, unknown]>([
    ['must be a list', z.array(z.string()), 'x'],
    ['must be true or false', z.boolean(), 'x'],
    ['must be an integer', z.int(), 1.5],
    ['must be a number', z.number(), 'x'],
    ['must be an object', z.object({}), 'x'],
    ['must be a string', z.string(), 1],
    ['must be of another type', z.date(), 1],
    ['must be one of: a, 2', z.literal(['a', 2]), 'x'],
    ['must match /^a$/', z.string().regex(/^a$/), 'x'],
    ['must be at most 2 characters long', z.string().max(2), 'abc'],
    ['must be at least 2 characters long', z.string().min(2), 'a'],
    ['must be at most 2', z.number().max(2), 3],
    ['must be at least 2', z.number().min(2), 1],
    ['must be at least 2', z.array(z.number()).min(2), [1]],
    ['must be even', z.number().refine(() => false, 'must be even'), 3],
    ['is not valid', z.number().multipleOf(2), 3],
    ['is required', z.string(), undefined],
  ])('%s', (wording, schema, value) => {
    expect(problem(schema, value)).toBe(wording);
  });

  it('of a form that has no pattern to show says only that it is not valid', () => {
    const [issue] = z.string().regex(/^a$/).safeParse('x').error?.issues ?? [];
    expect(
      problemsOf([{ ...issue, input: 'x', pattern: undefined }] as never),
    ).toEqual([{ path: '', problem: 'is not valid' }]);
  });

  it('stands with the whole way to its field', () => {
    const schema = z.object({ keys: z.array(z.object({ kid: z.string() })) });
    expect(problems(schema, { keys: [{ kid: 1 }] })).toEqual([
      { path: 'keys.(unnamed).kid', problem: 'must be a string' },
    ]);
  });

  it('shows no name that could be a value in the wrong place', () => {
    const names = ['_a1', 'A'.repeat(40), 'A'.repeat(41), '1a', 'a b', 'a-b'];
    expect(
      problem(
        z.strictObject({}),
        Object.fromEntries(names.map((name) => [name, 1])),
      ),
    ).toBe(
      `has fields that are not described: _a1, ${'A'.repeat(40)}, (unnamed), (unnamed), (unnamed), (unnamed)`,
    );
  });
});

describe('a sentence', () => {
  const list = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      path: `f${String(at)}`,
      problem: 'is required',
    }));

  it('calls the value as a whole "it"', () => {
    expect(sentence([{ path: '', problem: 'cannot be read' }])).toBe(
      'it cannot be read',
    );
  });

  it('shows five problems, and counts the others', () => {
    const five =
      'f0 is required; f1 is required; f2 is required; f3 is required; f4 is required';
    expect(sentence(list(5))).toBe(five);
    expect(sentence(list(6))).toBe(`${five}; and 1 more`);
  });
});
