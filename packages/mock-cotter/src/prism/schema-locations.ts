import type { Operation } from './prism.ts';

/** Whether a value matches a schema. */
export type Check = (value: unknown) => boolean;

/** A check for each schema of an API by the name of its place. A schema that leaves a doubt has none. */
export type Checks = Readonly<Record<string, Check>>;

/** A part of a request or of an answer that the description gives a schema for. */
export interface SchemaLocation {
  readonly name: string;
  readonly schema: object;
  /** Whether texts stand for numbers and truth values, as they must in headers and paths. */
  readonly coerce: boolean;
}

type Contents = NonNullable<Operation['responses'][number]['contents']>;
type Parameters = readonly {
  readonly name: string;
  readonly style?: string;
  readonly required?: boolean;
  readonly deprecated?: boolean;
  readonly schema?: { readonly type?: unknown };
}[];

export const JSON_TYPE = 'application/json';
const DRAFT_2020_12 = 'https://json-schema.org/draft/2020-12/schema';

/** The name of a place: `exchangeToken request body`, `exchangeToken 200 headers`. */
export function locationName(
  { iid }: Pick<Operation, 'iid'>,
  group: string,
  part: string,
): string {
  return `${iid ?? ''} ${group} ${part}`;
}

/** Every place of the operations whose schema can be checked without more of Prism. */
export function schemaLocations(
  operations: readonly Operation[],
): SchemaLocation[] {
  return operations.flatMap((operation) => {
    // What a schema refers to from outside would have to come with it; nothing does, once it is dereferenced.
    if ('__bundled__' in operation) return [];
    const { request, responses } = operation;
    return [
      ...bodyPlace(
        locationName(operation, 'request', 'body'),
        request?.body?.contents,
      ),
      ...parametersPlace(
        locationName(operation, 'request', 'headers'),
        request?.headers,
      ),
      ...parametersPlace(
        locationName(operation, 'request', 'path'),
        request?.path,
      ),
      ...responses.flatMap(({ code, contents, headers }) => [
        ...bodyPlace(locationName(operation, code, 'body'), contents),
        ...parametersPlace(locationName(operation, code, 'headers'), headers),
      ]),
    ];
  });
}

function bodyPlace(name: string, contents: Contents = []): SchemaLocation[] {
  const [content, ...others] = contents;
  const { mediaType, schema } = content ?? {};
  return others.length === 0 &&
    mediaType === JSON_TYPE &&
    schema?.$schema === DRAFT_2020_12
    ? [{ name, schema, coerce: false }]
    : [];
}

/** Prism checks parameters together, as the properties of one object. */
function parametersPlace(
  name: string,
  specs: Parameters = [],
): SchemaLocation[] {
  const plain = specs.every(
    ({ deprecated, schema, style }) =>
      deprecated !== true &&
      style === 'simple' &&
      typeof schema?.type === 'string' &&
      !['array', 'object'].includes(schema.type),
  );
  if (!plain) return [];
  const properties = Object.fromEntries(
    specs.map((spec) => [spec.name.toLowerCase(), spec.schema]),
  );
  const required = specs
    .filter((spec) => spec.required === true)
    .map((spec) => spec.name.toLowerCase());
  return [
    { name, schema: { type: 'object', properties, required }, coerce: true },
  ];
}
