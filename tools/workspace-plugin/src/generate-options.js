// @ts-check
import { createHash } from 'node:crypto';
import openapiTS, { astToString } from 'openapi-typescript';
import * as prettier from 'prettier';
import { parse } from 'yaml';
import { GENERATED_FOLDER } from './generate.js';

/** What stands around the generated table in a document. */
const TABLE =
  /(<!-- options\.yaml: begin -->\n).*?(<!-- options\.yaml: end -->)/s;

/**
 * @typedef {object} OptionSchema one option of an `options.yaml`
 * @property {string} [description]
 * @property {unknown} [default]
 * @property {string} [type]
 * @property {Record<string, OptionSchema>} [properties]
 */

/**
 * Computes what is generated from the options of a program: the types and the data that it reads, and the JSON Schema
 * of its configuration file. Pure and offline.
 *
 * @param {string} yamlText the whole text of an `options.yaml`
 * @returns {Promise<Record<string, string>>} file contents, by path below the project's root
 */
export async function generateOptions(yamlText) {
  const schema = parse(yamlText);
  const digest = createHash('sha256').update(yamlText).digest('hex');
  const banner = [
    '// Generated from options.yaml. Do not edit: change options.yaml and run `npm run sync`.',
    `// options.yaml sha256: ${digest}`,
    '',
  ].join('\n');
  const types = astToString(
    await openapiTS(
      {
        openapi: '3.1.0',
        info: { title: schema.title, version: '1' },
        paths: {},
        components: { schemas: { Options: parse(yamlText) } },
      },
      { defaultNonNullable: false, immutable: true },
    ),
  );
  const data = `export const optionsSchema = ${JSON.stringify(schema)} as const;`;
  return {
    [`${GENERATED_FOLDER}/options.ts`]: await prettier.format(
      `${banner}\n${data}\n\n${types}`,
      { parser: 'typescript', singleQuote: true },
    ),
    'options.schema.json': await prettier.format(
      JSON.stringify(configurationSchema(schema)),
      { parser: 'json' },
    ),
  };
}

/**
 * Puts the table of a program's options where a document has its place.
 *
 * @param {string} yamlText the whole text of an `options.yaml`
 * @param {string} markdown the document
 * @returns {Promise<string>}
 */
export function withOptionsTable(yamlText, markdown) {
  if (!TABLE.test(markdown))
    throw new Error(
      'The document has no place for the table of options.yaml: two comments, begin and end.',
    );
  const rows = leaves(parse(yamlText)).map(([path, schema]) =>
    [
      `\`${path.join('.')}\``,
      schema['x-secret'] === true ? 'none' : `\`--${words(path, '-')}\``,
      `\`MOCK_COTTER_${words(path, '_').toUpperCase()}\``,
      defaultOf(schema),
      `${schema.description}${schema['x-file'] === true ? ' All but `startMockCotter` name a file that holds it.' : ''}`,
    ].join(' | '),
  );
  const table = [
    'Option | Flag | Variable | Default | What it is',
    '--- | --- | --- | --- | ---',
    ...rows,
  ].map((row) => `| ${row} |`);
  return prettier.format(
    markdown.replace(
      TABLE,
      (_whole, begin, end) => `${begin}\n${table.join('\n')}\n\n${end}`,
    ),
    { parser: 'markdown', singleQuote: true },
  );
}

/** @param {any} schema @returns {string} */
function defaultOf(schema) {
  const given = schema.default;
  if (given === undefined) return 'none';
  const shown = `\`${JSON.stringify(given)}\``;
  const commandLine = schema['x-command-line-default'];
  return commandLine === undefined
    ? shown
    : `\`${JSON.stringify(commandLine)}\`; ${shown} in \`startMockCotter\``;
}

/**
 * The options that have one value each, by their paths: an object's fields are options of their own.
 *
 * @param {any} schema
 * @param {readonly string[]} path
 * @returns {[string[], any][]}
 */
function leaves(schema, path = []) {
  return Object.entries(schema.properties).flatMap(([name, option]) =>
    option.type === 'object'
      ? leaves(option, [...path, name])
      : [[[...path, name], option]],
  );
}

/** @param {readonly string[]} path @param {string} separator */
function words(path, separator) {
  return path
    .join(separator)
    .replaceAll(/[A-Z]/g, (letter) => separator + letter.toLowerCase());
}

/**
 * Without the keywords that are no JSON Schema, and with the defaults of the command line, which alone reads the file.
 *
 * @param {any} schema
 * @returns {unknown}
 */
function configurationSchema(schema) {
  const { properties, ...rest } = plain(schema);
  return {
    ...rest,
    properties: {
      $schema: { type: 'string', description: 'Where this schema is.' },
      ...properties,
    },
  };
}

/** @param {any} value @returns {any} */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const commandLine = value['x-command-line-default'];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith('x-'))
      .map(([key, each]) => {
        if (key === 'default' && commandLine !== undefined)
          return [key, commandLine];
        if (key === 'description' && value['x-file'] === true)
          return [key, `The path, from this file's folder, of a file: ${each}`];
        return [key, plain(each)];
      }),
  );
}
