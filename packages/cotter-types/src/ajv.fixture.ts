// The description as Ajv judges it: the opinion that the zod schemas are held against in this package's tests.
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { description } from './description.ts';

export type ComponentName = keyof typeof description.components.schemas;

export const componentNames = Object.keys(
  description.components.schemas,
) as ComponentName[];

const ajv = new Ajv2020({ strict: true, allErrors: true, ownProperties: true });
addFormats.default(ajv);
ajv.addKeyword('discriminator');
// The description itself is no schema; strict mode must know the words at its root, so that pointers into it resolve.
ajv.addVocabulary(Object.keys(description));
ajv.addSchema(description, 'cotter');

export function compileComponent(name: ComponentName): ValidateFunction {
  return ajv.compile({ $ref: `cotter#/components/schemas/${name}` });
}
