// @ts-check
import { createHash } from 'node:crypto';
import openapiTS, { astToString } from 'openapi-typescript';
import * as prettier from 'prettier';
import { parse } from 'yaml';

/** The folder, below a project's root, that holds what is generated from its `openapi.yaml`. */
export const GENERATED_FOLDER = 'src/generated';

/**
 * Computes every file that is generated from one OpenAPI description. Pure and offline: the same text gives the same
 * bytes, so that a drifted file can be recognised by comparison.
 *
 * @param {string} yamlText the whole text of an `openapi.yaml`
 * @returns {Promise<Record<string, string>>} file contents, by path below the project's root
 */
export async function generate(yamlText) {
  const description = parse(yamlText);
  const digest = createHash('sha256').update(yamlText).digest('hex');
  const banner = [
    '// Generated from openapi.yaml. Do not edit: change openapi.yaml and run `npm run sync`.',
    `// openapi.yaml sha256: ${digest}`,
    '',
  ].join('\n');
  // openapiTS changes the object that it is given, so it gets its own.
  const types = astToString(await openapiTS(parse(yamlText)));
  const literal = JSON.stringify(description);
  return {
    [`${GENERATED_FOLDER}/openapi.ts`]: await format(`${banner}\n${types}`),
    [`${GENERATED_FOLDER}/description.ts`]: await format(
      `${banner}\nexport const description = ${literal} as const;\n`,
    ),
  };
}

/** @param {string} source */
function format(source) {
  return prettier.format(source, { parser: 'typescript', singleQuote: true });
}
