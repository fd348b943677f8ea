import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import secureSchema from 'ajv/lib/refs/json-schema-secure.json' with { type: 'json' };
import { compilerFor, problems } from '../oracle/compile.ts';
import { escapePart, isObject, locate } from './pointer.ts';

/** What OpenAPI's own meta-schema says of a description; nothing if it is content. */
export async function metaSchemaProblems(document: object): Promise<string[]> {
  const { valid, errors = [] } = await new Validator().validate(
    structuredClone(document) as Record<string, unknown>,
  );
  if (valid) return [];
  return typeof errors === 'string'
    ? [errors]
    : errors.map(
        ({ instancePath, message = '' }) => `${instancePath} ${message}`,
      );
}

/** The JSON pointers to every schema of a description that is no part of another. */
export function schemasOf(document: object): string[] {
  return pointersTo(document, (_, pointer) =>
    /^\/components\/schemas\/[^/]+$/.test(pointer) ||
    pointer.endsWith('/schema')
      ? [pointer]
      : [],
  );
}

/** Which schemas Ajv does not compile in its strict mode under JSON Schema 2020-12, and why. */
export function compileProblems(document: object): string[] {
  const compile = compilerFor(document);
  return schemasOf(document).flatMap((pointer) => {
    try {
      compile(pointer);
      return [];
    } catch (error) {
      return [`#${pointer} ${String(error)}`];
    }
  });
}

/** An example of a description, with the pointer to the schema that it illustrates. */
export interface LocatedExample {
  readonly pointer: string;
  readonly schema: string;
  readonly value: unknown;
}

/** Every example of a description: of a body, a header or a parameter. */
export function examplesOf(document: object): LocatedExample[] {
  return pointersTo(document, (node, pointer) => {
    if (!Object.hasOwn(node, 'schema')) return [];
    const schema = `${pointer}/schema`;
    const { example, examples = {} } = node;
    const named = Object.entries(examples as Record<string, Named>);
    return [
      ...('example' in node
        ? [{ pointer: `${pointer}/example`, schema, value: example }]
        : []),
      ...named.map(([name, { value }]) => ({
        pointer: `${pointer}/examples/${escapePart(name)}`,
        schema,
        value,
      })),
    ];
  });
}

interface Named {
  readonly value: unknown;
}

/** Which examples do not fit the schema that they illustrate, and why. */
export function exampleProblems(document: object): string[] {
  const compile = compilerFor(document);
  return examplesOf(document).flatMap(({ pointer, schema, value }) => {
    const validate = compile(schema);
    return validate(value) ? [] : problems(validate, `#${pointer}`);
  });
}

/** The schemas that a request of a description may lead to, by the names that they have among the components. */
export function requestSchemas(document: object): string[] {
  const named = new Set<string>();
  const follow = (node: unknown): void => {
    if (!isObject(node)) return;
    const { $ref } = node;
    if (typeof $ref === 'string' && !named.has($ref)) {
      if ($ref.startsWith('#/components/schemas/')) named.add($ref);
      follow(locate($ref.slice(1), document)?.node);
    }
    for (const child of Object.values(node)) follow(child);
  };
  pointersTo(document, (node) => {
    follow(node['requestBody']);
    follow(node['parameters']);
    return [];
  });
  return [...named].map((ref) => ref.slice(1));
}

/** Which request schemas let hostile input cost time without a bound, by Ajv's own list of such keywords. */
export function insecureSchemas(document: object): string[] {
  const isSecure = new Ajv({ strictTypes: false }).compile(secureSchema);
  return requestSchemas(document).flatMap((pointer) =>
    isSecure(locate(pointer, document)?.node)
      ? []
      : problems(isSecure, `#${pointer}`),
  );
}

/** Looks at every object of a document once, in its order. */
function pointersTo<Found>(
  document: object,
  look: (node: Readonly<Record<string, unknown>>, pointer: string) => Found[],
): Found[] {
  const visit = (node: unknown, pointer: string): Found[] => {
    if (!isObject(node)) return [];
    return [
      ...look(node, pointer),
      // What stands in an example is data.
      ...Object.entries(node).flatMap(([key, child]) =>
        key === 'value' || key === 'example'
          ? []
          : visit(child, `${pointer}/${escapePart(key)}`),
      ),
    ];
  };
  return visit(document, '');
}
