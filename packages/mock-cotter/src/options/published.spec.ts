// What is generated from the options' schema and committed: the JSON Schema of configuration files, and the table in the guide.
// `npm run sync` writes both.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { problemWith } from './check.ts';
import {
  allOptions,
  infoOf,
  optionsSchema,
  unwrapped,
  type Option,
} from './schema.ts';

const SCHEMA = fileURLToPath(
  new URL('../../options.schema.json', import.meta.url),
);
const GUIDE = fileURLToPath(
  new URL('../../../../docs/mock.md', import.meta.url),
);
const TABLE = /(<!-- options: begin -->\n).*?(<!-- options: end -->)/s;

/** With the defaults of the command line, which is the only reader of the file. */
function configurationSchema(): object {
  const { properties, ...rest } = z.toJSONSchema(optionsSchema, {
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      const schema = unwrapped(zodSchema);
      if (!isDescribed(schema)) return;
      const { description, commandLineDefault, file } = infoOf(schema);
      jsonSchema.description =
        file === true
          ? `The path, from this file's folder, of a file: ${description}`
          : description;
      if (commandLineDefault !== undefined)
        jsonSchema.default = commandLineDefault;
    },
  });
  return {
    ...rest,
    title: 'Options of mock-cotter',
    description: 'The content of a configuration file of mock-cotter.',
    properties: {
      $schema: { type: 'string', description: 'Where this schema is.' },
      ...properties,
    },
  };
}

function isDescribed(schema: z.core.$ZodType): boolean {
  try {
    infoOf(schema);
    return true;
  } catch {
    return false;
  }
}

function table(): string {
  const rows = allOptions().map(({ path, flag, variable, info, ...option }) => [
    `\`${path.join('.')}\``,
    flag === undefined ? 'none' : `\`--${flag}\``,
    `\`${variable}\``,
    defaultOf(info.commandLineDefault, option.default),
    `${info.description}${info.file === true ? ' All but `startMockCotter` name a file that contains it.' : ''}`,
  ]);
  return [
    ['Option', 'Flag', 'Variable', 'Default', 'What it is'],
    ['---', '---', '---', '---', '---'],
    ...rows,
  ]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

function defaultOf(commandLine: unknown, usual: unknown): string {
  if (usual === undefined) return 'none';
  const text = `\`${JSON.stringify(usual)}\``;
  return commandLine === undefined
    ? text
    : `\`${JSON.stringify(commandLine)}\`; ${text} in \`startMockCotter\``;
}

it('options.schema.json is current', async () => {
  const json = JSON.stringify(configurationSchema());
  const text = await format(json, { parser: 'json' });
  await expect(text).toMatchFileSnapshot(SCHEMA);
});

it('the table in docs/mock.md is current', async () => {
  const guide = readFileSync(GUIDE, 'utf8');
  expect(guide).toMatch(TABLE);
  const text = await format(
    guide.replace(
      TABLE,
      (_, begin: string, end: string) => `${begin}\n${table()}\n\n${end}`,
    ),
    { parser: 'markdown', singleQuote: true },
  );
  await expect(text).toMatchFileSnapshot(GUIDE);
});

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
];

it.each(
  allOptions().map((option): [string, Option] => [
    option.path.join('.'),
    option,
  ]),
)(
  'the published schema and the mock accept the same values of %s',
  (_, option) => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    addFormats.default(ajv);
    const [name = '', part] = option.path;
    const properties = (
      configurationSchema() as {
        properties: Record<string, { properties?: Record<string, object> }>;
      }
    ).properties[name];
    const published =
      part === undefined ? properties : properties?.properties?.[part];
    const validate = ajv.compile(published ?? false);
    const accepted = VALUES.map((value) => [
      value,
      problemWith(option, value) === undefined,
    ]);
    expect(accepted).toEqual(VALUES.map((value) => [value, validate(value)]));
    expect(new Set(accepted.map(([, each]) => each))).toEqual(
      new Set([true, false]),
    );
  },
);
