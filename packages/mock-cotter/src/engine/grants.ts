import { description } from '@org/cotter-types/description';

const { schemas } = description.components;
const { mapping } = schemas.TokenRequest.discriminator;

type Pointer = (typeof mapping)[keyof typeof mapping];
type NameIn<P extends string> = P extends `#/components/schemas/${infer Name}`
  ? Name
  : never;

/** One branch of a request body that is told apart by `grant_type`. */
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
