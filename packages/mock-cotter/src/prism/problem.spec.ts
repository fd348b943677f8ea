import type { ErrorObject } from 'ajv';
import { describe, expect, it } from 'vitest';
import { dotted, problem } from './problem.ts';

/** An error as Ajv gives it, at the field `a.b`. */
function said(
  keyword: string,
  params: Record<string, unknown> = {},
  more: Partial<ErrorObject> = {},
): string {
  return problem({
    keyword,
    params,
    instancePath: '/a/b',
    schemaPath: '',
    ...more,
  });
}

describe('a broken rule is reported with its field and what it must be', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['required', { missingProperty: 'c' }, 'a.b.c is required.'],
    [
      'additionalProperties',
      { additionalProperty: 'c' },
      'a.b.c is not a known field.',
    ],
    ['type', { type: 'array' }, 'a.b must be an array.'],
    ['type', { type: 'boolean' }, 'a.b must be a boolean.'],
    ['type', { type: 'integer' }, 'a.b must be an integer.'],
    ['type', { type: 'number' }, 'a.b must be a number.'],
    ['type', { type: 'object' }, 'a.b must be an object.'],
    ['type', { type: ['string', 'null'] }, 'a.b must be a string or null.'],
    ['type', { type: 'other' }, 'a.b must be other.'],
    ['enum', { allowedValues: ['x', 5] }, 'a.b must be one of: x, 5.'],
    ['const', { allowedValue: 5 }, 'a.b must be 5.'],
    ['minLength', { limit: 1 }, 'a.b must not be empty.'],
    ['minLength', { limit: 2 }, 'a.b must have at least 2 characters.'],
    ['maxLength', { limit: 1 }, 'a.b must have at most 1 characters.'],
    ['minimum', { limit: 1 }, 'a.b must be at least 1.'],
    ['maximum', { limit: 1 }, 'a.b must be at most 1.'],
    ['pattern', {}, 'a.b does not match the description.'],
  ])('%s %j', (keyword, params, sentence) => {
    expect(said(keyword, params)).toBe(sentence);
  });

  it('other rules are reported with what the description says of the field', () => {
    const parentSchema = { description: ' A text\n  of two lines. ' };
    expect(said('pattern', {}, { parentSchema })).toBe(
      'a.b does not match its description: "A text of two lines."',
    );
    expect(said('pattern', {}, { parentSchema: {} })).toBe(
      'a.b does not match the description.',
    );
  });
});

describe('a field', () => {
  it.each<[string, string | undefined, string]>([
    ['', undefined, 'The body'],
    ['', 'a', 'a'],
    ['/a', undefined, 'a'],
    ['/a/0', 'b-c', 'a.0.b-c'],
    ['/a~1b/c~0d', undefined, '"a/b"."c~d"'],
    ['/~01', undefined, '"~1"'],
    ['', 'a b', '"a b"'],
    ['', 'a\nb', String.raw`"a\nb"`],
    ['', '', '""'],
    ['', 'a!', '"a!"'],
    ['', '!a', '"!a"'],
    ['', 'x'.repeat(64), 'x'.repeat(64)],
    ['', 'x'.repeat(65), `${'x'.repeat(64)}…`],
    ['', ' '.repeat(65), `"${' '.repeat(64)}…"`],
  ])('%j %j is written %s', (pointer, field, written) => {
    expect(dotted(pointer, field)).toBe(written);
  });
});
