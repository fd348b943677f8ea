import addFormats from 'ajv-formats';
import {
  Ajv2020,
  type ErrorObject,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import { description } from '@org/cotter-types/description';

const KEY = 'cotter';

/** Compiles schemas of a document by the JSON pointers to them, each once. */
export type Compile = (pointer: string) => ValidateFunction;

/**
 * A compiler for a description.
 *
 * @param options.strict whether a keyword that Ajv does not know, or that has no effect, is an error; default: true
 */
export function compilerFor(
  document: object,
  { strict = true }: { readonly strict?: boolean } = {},
): Compile {
  const ajv = new Ajv2020({
    strict,
    allErrors: true,
    // Otherwise an inherited `toString` counts as present.
    ownProperties: true,
    coerceTypes: false,
  });
  addFormats.default(ajv);
  ajv.addKeyword('discriminator');
  // Ajv knows it from OpenAPI 3.0; OpenAPI 3.1 has no such word, and its readers skip it.
  ajv.removeKeyword('nullable');
  // The document itself is no schema; strict mode must know the words at its root, so that pointers into it resolve.
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema(document, KEY);
  const compiled = new Map<string, ValidateFunction>();
  return (pointer) => {
    let validate = compiled.get(pointer);
    if (validate === undefined) {
      validate = ajv.compile({ $ref: `${KEY}#${encodeURI(pointer)}` });
      compiled.set(pointer, validate);
    }
    return validate;
  };
}

/** Compiles schemas of the description. */
export const compile: Compile = compilerFor(description);

/** Where in the description the keyword stands that an error is about. */
export function keywordPointer({ schemaPath }: ErrorObject): string {
  return decodeURIComponent(schemaPath.slice(schemaPath.indexOf('#') + 1));
}

/** Names what is wrong and where, without the offending values: they may be tokens. */
export function problems(
  validate: ValidateFunction,
  subject: string,
): string[] {
  return (validate.errors ?? []).map(
    (error) =>
      `${subject}${error.instancePath} ${error.message ?? error.keyword} (#${keywordPointer(error)})`,
  );
}
