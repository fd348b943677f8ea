import { compileChecks } from './compile-checks.ts';
import { readOperations, type Description } from './operations.ts';
import type { Operation } from './prism.ts';
import type { Checks } from './schema-locations.ts';

/** A description, and what the engine needs of it. */
export interface Api {
  /** The OpenAPI description, as data. */
  readonly description: Description;
  readonly operations: readonly Operation[];
  readonly checks: Checks;
}

export async function readApi(description: Description): Promise<Api> {
  const operations = await readOperations(description);
  return { description, operations, checks: compileChecks(operations) };
}

interface Described {
  readonly requestBody?: {
    readonly content: {
      readonly 'application/json': {
        readonly schema: { readonly $ref: string };
      };
    };
  };
}

/** The name of the schema of an operation's request body in the description. */
export function requestSchema(
  { paths }: Description,
  path: string,
  method: string,
): string {
  const operations = paths[path] as
    Readonly<Record<string, Described>> | undefined;
  const pointer =
    operations?.[method]?.requestBody?.content['application/json'].schema.$ref;
  if (pointer === undefined)
    throw new Error(`${method} ${path} takes no body.`);
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}
