import { description } from '@org/cotter-types/description';
import { escapePart, isObject, mustLocate } from './pointer.ts';

/** An example by its name in the description. */
export interface Example {
  readonly name: string;
  readonly value: unknown;
  /** Where it stands, after every `$ref`. */
  readonly pointer: string;
}

/** A parameter of an operation, with the example that each has. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example: Example;
}

/** A documented answer of an operation. */
export interface DescribedAnswer {
  /** As the description writes it: a number, or `default`. */
  readonly status: string;
  readonly pointer: string;
  readonly mediaTypes: readonly string[];
  readonly examples: readonly Example[];
}

/** A credential that goes along in a header. */
export interface Credential {
  readonly scheme: string;
  readonly header: string;
}

/** An operation as the description has it. */
export interface Operation {
  readonly operationId: string;
  /** In capitals. */
  readonly method: string;
  /** With its placeholders. */
  readonly path: string;
  /** The sets of credentials that it takes, any one of them; none, or an empty set, if it answers without. */
  readonly security: readonly (readonly Credential[])[];
  /** Where the schema of its JSON body stands, after every `$ref`; absent if it has no body. */
  readonly bodySchema?: string;
  readonly requestExamples: readonly Example[];
  readonly parameters: readonly Parameter[];
  readonly answers: readonly DescribedAnswer[];
}

export const JSON_TYPE = 'application/json';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'trace'];

/** Every operation of the description. */
export const operations: readonly Operation[] = Object.entries(
  description.paths,
).flatMap(([path, item]) =>
  Object.keys(item)
    .filter((method) => METHODS.includes(method))
    .map((method) => read(path, method)),
);

export function operation(operationId: string): Operation {
  const found = operations.find((each) => each.operationId === operationId);
  if (found === undefined)
    throw new Error(`The description has no operation ${operationId}.`);
  return found;
}

/** The path of the description that serves a request's path, as a literal one before one with placeholders. */
export function pathOf(requested: string): string | undefined {
  const path = requested.split(/[?#]/, 1)[0] ?? '';
  if (Object.hasOwn(description.paths, path)) return path;
  return Object.keys(description.paths).find((template) => {
    const literals = template.split(/\{[^}]*\}/).map(escapeForPattern);
    return new RegExp(`^${literals.join('[^/]+')}$`).test(path);
  });
}

/** The methods that a path of the description has, in capitals. */
export function methodsOf(path: string): string[] {
  return operations
    .filter((each) => each.path === path)
    .map(({ method }) => method)
    .toSorted();
}

/** Puts the API key id in the place of a path's placeholder. */
export function filledPath(path: string, apiKeyId: string): string {
  return path.replace(/\{[^}]*\}/, encodeURIComponent(apiKeyId));
}

/** The statuses that the `default` answer stands for: those that its text names. */
export const defaultStatuses: readonly number[] = [
  ...description.components.responses.OtherError.description.matchAll(
    /\b[45]\d\d\b/g,
  ),
].map(([status]) => Number(status));

function read(path: string, method: string): Operation {
  const at = `/paths/${escapePart(path)}/${method}`;
  const { node } = mustLocate(at);
  const body = isObject(node['requestBody'])
    ? `${at}/requestBody/content/${escapePart(JSON_TYPE)}`
    : undefined;
  return {
    operationId: String(node['operationId']),
    method: method.toUpperCase(),
    path,
    security: (node['security'] as Record<string, unknown>[]).map((set) =>
      Object.keys(set).map((scheme) => {
        const { node: found } = mustLocate(
          `/components/securitySchemes/${scheme}`,
        );
        return { scheme, header: String(found['name']) };
      }),
    ),
    ...(body === undefined
      ? {}
      : { bodySchema: mustLocate(`${body}/schema`).pointer }),
    requestExamples: body === undefined ? [] : examplesAt(body),
    parameters: [
      ...parametersAt(`/paths/${escapePart(path)}`),
      ...parametersAt(at),
    ],
    answers: Object.keys(node['responses'] as object).map((status) =>
      readAnswer(`${at}/responses/${status}`, status),
    ),
  };
}

function readAnswer(at: string, status: string): DescribedAnswer {
  const { pointer, node } = mustLocate(at);
  const mediaTypes = Object.keys((node['content'] as object | undefined) ?? {});
  return {
    status,
    pointer,
    mediaTypes,
    examples: mediaTypes.flatMap((type) =>
      examplesAt(`${pointer}/content/${escapePart(type)}`),
    ),
  };
}

function examplesAt(at: string): Example[] {
  const { pointer, node } = mustLocate(at);
  return Object.entries(
    (node['examples'] ?? {}) as Record<string, { value: unknown }>,
  ).map(([name, { value }]) => ({
    name,
    value,
    pointer: `${pointer}/examples/${escapePart(name)}`,
  }));
}

function parametersAt(at: string): Parameter[] {
  const { parameters } = mustLocate(at).node;
  if (!Array.isArray(parameters)) return [];
  return parameters.map((_, index) => {
    const { pointer, node } = mustLocate(`${at}/parameters/${String(index)}`);
    const { example: value } = node;
    const name = String(node['name']);
    return {
      name,
      in: String(node['in']),
      example: { name, value, pointer: `${pointer}/example` },
    };
  });
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
