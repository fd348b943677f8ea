import type { operations } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';

/** The header that holds the API key id, in lower case. */
export const API_KEY_ID =
  description.components.securitySchemes.ApiKeyId.name.toLowerCase();

/** The name of one operation of the description. */
export type OperationId = keyof operations;

/** The operationId of what stands below a path; `undefined` for parameters and servers, which stand there too. */
export function operationIdOf(below: unknown): OperationId | undefined {
  return (below as { operationId?: OperationId }).operationId;
}

/** Every operationId, in alphabetical order. */
export const OPERATION_IDS: readonly OperationId[] = Object.values<object>(
  description.paths,
)
  .flatMap((path): unknown[] => Object.values(path))
  .flatMap((below) => operationIdOf(below) ?? [])
  .sort();

/** The response header that says what the default mode accepted and strict mode would refuse. */
export const WARNING_HEADER = 'cotter-mock-warning';
