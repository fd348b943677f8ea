import { description } from '@org/cotter-types/description';

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
export function requestSchema(path: string, method: string): string {
  const paths: Readonly<Record<string, object>> = description.paths;
  const operations = paths[path] as
    Readonly<Record<string, Described>> | undefined;
  const pointer =
    operations?.[method]?.requestBody?.content['application/json'].schema.$ref;
  if (pointer === undefined)
    throw new Error(`${method} ${path} takes no body.`);
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}
