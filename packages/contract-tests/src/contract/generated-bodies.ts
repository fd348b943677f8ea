import fc from 'fast-check';
import { mutation } from './mutations.ts';
import { schemaOf } from './validated-request.ts';

/** Bodies with one to three changes to a valid one. */
export function changedBodies(
  operationId: string,
  valid: unknown,
): fc.Arbitrary<unknown> {
  const schema = schemaOf(operationId);
  return fc
    .array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 3 })
    .map((choices) =>
      choices.reduce<unknown>((body, choice) => {
        const change = mutation(body, schema, choice);
        return change === undefined ? body : change.body;
      }, valid),
    );
}
