import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { problemOf } from './problem.ts';
import { OPTIONS, type OptionSchema } from './schema.ts';

const published = JSON.parse(
  readFileSync(new URL('../../options.schema.json', import.meta.url), 'utf8'),
) as object;
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(published);

const VALUES = [
  null,
  true,
  'true',
  '',
  'strict',
  'none',
  'a text with spaces',
  'long-enough-token',
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00+02:00',
  '2026-01-01T00:00:00',
  '2026-13-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2028-02-29T00:00:00Z',
  '+012026-01-01T00:00:00Z',
  -1,
  0,
  0.5,
  1,
  65_535,
  65_536,
  8_640_000_000_000_000,
  8_640_000_000_000_001,
  [],
  [null],
  [{ id: 'a', secret: 'b' }],
  [{ id: 'a', secret: '' }],
  [{ id: 'a', secret: 'b', more: 1 }],
  [{ id: 'a', secret: 'b' }, { id: 'c' }],
  {},
  { graceMs: 0 },
  { graceMs: -1 },
  { graceMs: 0.5 },
  { graceMs: '5' },
  { graceMs: 1, more: 1 },
  { key: 'a', cert: 'b' },
  { key: 'a' },
  { key: 'a', cert: 'b', more: 1 },
];

describe('what an option may be', () => {
  it('the published schema has every option', () => {
    const { properties } = published as { properties: object };
    expect(Object.keys(properties)).toEqual([
      '$schema',
      ...Object.keys(OPTIONS),
    ]);
  });

  it.each(Object.keys(OPTIONS))(
    'the published schema and the mock judge %s alike',
    (name) => {
      const verdicts = VALUES.map((value) => {
        const options = { [name]: value };
        const schema = { type: 'object', properties: OPTIONS } as const;
        return [value, problemOf(schema, options) === undefined];
      });
      expect(verdicts).toEqual(
        VALUES.map((value) => [value, validate({ [name]: value })]),
      );
      const judged = new Set(verdicts.map(([, verdict]) => verdict));
      expect(judged).toEqual(new Set([true, false]));
    },
  );

  it.each<[string, OptionSchema, unknown]>([
    ['a number without bounds', { type: 'number' }, -5],
    [
      'a character of two code units',
      { type: 'string', pattern: '^.$' },
      '\u{1f36a}',
    ],
  ])('%s is what JSON Schema takes it for', (_what, schema, value) => {
    expect(ajv.validate(schema, value)).toBe(true);
    expect(problemOf(schema, value)).toBeUndefined();
  });
});
