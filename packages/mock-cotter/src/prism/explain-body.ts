import { createRequire } from 'node:module';
import { description } from '@org/cotter-types/description';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { FormatsPlugin } from 'ajv-formats';
import type * as AjvDraft from 'ajv/dist/2020.js';
import {
  type ApiError,
  invalidRequest,
  unsupportedGrant,
} from '../api/api-error.ts';
import { dotted, problem } from './problem.ts';
import { MAX_PROBLEMS } from '../api/limits.ts';

const require = createRequire(import.meta.url);

const DESCRIPTION = 'description';

/** Says why a body was refused by the schema of this name. */
export type Explain = (body: unknown, schema: string) => ApiError;

type GetValidator = (schema: string) => ValidateFunction;

/**
 * Makes what says why a body was refused by the schema of this name, in one sentence for each problem, with field names and never
 * with values: they may be tokens. Whether it is refused is the engine's verdict; but Prism reports every grant at once,
 * so that one misspelt field comes back among complaints about grants that nobody meant.
 */
export function createExplainer(description: object): Explain {
  let ajv: AjvDraft.Ajv2020 | undefined;
  const validator: GetValidator = (schema) => {
    // Made on the first refusal: a mock that meets only good requests never pays for it.
    ajv ??= compiler(description);
    const validate = ajv.getSchema(
      `${DESCRIPTION}#/components/schemas/${schema}`,
    );
    if (validate === undefined)
      throw new Error(`The description has no schema ${schema}.`);
    return validate;
  };
  return (body, schema) => {
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      return invalidRequest('The body must be a JSON object.');
    return schema === 'TokenRequest'
      ? explainGrant(body, validator)
      : explained(body, validator(schema));
  };
}

function explainGrant(body: object, validator: GetValidator): ApiError {
  const known = [...grants.keys()];
  if (!Object.hasOwn(body, 'grant_type')) {
    return invalidRequest(
      `grant_type is required; it must be one of: ${known.join(', ')}.`,
    );
  }
  const { grant_type: name } = body as { grant_type: unknown };
  if (typeof name !== 'string')
    return invalidRequest('grant_type must be a string.');
  const grant = grants.get(name);
  if (grant === undefined) return unsupportedGrant(known);
  return explained(body, validator(grant.schema), grant);
}

function explained(
  body: object,
  validate: ValidateFunction,
  grant?: Grant,
): ApiError {
  const problems = problemsOf(validate, body, grant);
  if (problems.length === 0)
    return invalidRequest('The body does not match the description.');
  const more = problems.length - MAX_PROBLEMS;
  return invalidRequest(
    [
      ...problems.slice(0, MAX_PROBLEMS),
      ...(more > 0 ? [`And ${String(more)} more.`] : []),
    ].join(' '),
  );
}

function problemsOf(
  validate: ValidateFunction,
  body: object,
  grant?: Grant,
): string[] {
  void validate(body);
  const errors = validate.errors ?? [];
  // A failed anyOf reports each of its branches as well; the one sentence about the whole is enough.
  const alternatives = errors
    .filter(({ keyword }) => keyword === 'anyOf')
    .map(({ schemaPath, instancePath }) => ({ schemaPath, instancePath }));
  const own = errors.filter(
    (error) =>
      !alternatives.some(
        ({ instancePath, schemaPath }) =>
          error.schemaPath !== schemaPath &&
          error.instancePath === instancePath,
      ),
  );
  return [
    ...new Set(own.map((error) => misplaced(grant, error) ?? problem(error))),
  ];
}

/** A field of another grant is a likelier slip than a misspelt one, so it gets words of its own. */
function misplaced(
  grant: Grant | undefined,
  error: ErrorObject,
): string | undefined {
  if (
    grant === undefined ||
    error.keyword !== 'additionalProperties' ||
    error.instancePath !== ''
  )
    return undefined;
  const { additionalProperty: field } = error.params as {
    additionalProperty: string;
  };
  const owner = [...grants.values()].find(({ fields }) =>
    fields.includes(field),
  );
  return owner === undefined
    ? undefined
    : `${dotted(error.instancePath, field)} belongs to the grant ${owner.name}, not to ${grant.name}.`;
}

function compiler(description: object): AjvDraft.Ajv2020 {
  // Loaded on demand.
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof AjvDraft;
  const { default: addFormats } = require('ajv-formats') as {
    default: FormatsPlugin;
  };
  const ajv = new Ajv2020({
    allErrors: true,
    ownProperties: true,
    verbose: true,
  });
  addFormats(ajv);
  ajv.addVocabulary(['discriminator', ...Object.keys(description)]);
  ajv.addSchema(description, DESCRIPTION);
  return ajv;
}

const { schemas } = description.components;
const { mapping } = schemas.TokenRequest.discriminator;

type Pointer = (typeof mapping)[keyof typeof mapping];
type NameIn<P extends string> = P extends `#/components/schemas/${infer Name}`
  ? Name
  : never;

/** One branch of a request body, which `grant_type` selects. */
export interface Grant {
  /** The value of `grant_type`. */
  readonly name: string;
  /** The name of the branch's schema in the description. */
  readonly schema: NameIn<Pointer>;
  /** The fields that the branch takes. */
  readonly fields: readonly string[];
}

/** The grants of the token operation by name, read from the description's discriminator. */
export const grants: ReadonlyMap<string, Grant> = new Map(
  Object.entries(mapping).map(([name, pointer]) => {
    const schema = nameIn(pointer);
    const fields = Object.keys(schemas[schema].properties);
    return [name, { name, schema, fields }];
  }),
);

function nameIn(pointer: Pointer): NameIn<Pointer> {
  return pointer.slice(pointer.lastIndexOf('/') + 1) as NameIn<Pointer>;
}
