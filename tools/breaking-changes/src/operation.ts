import {
  escapePart,
  isObject,
  locate,
} from '@org/contract-tests/internal/description/pointer';
import type { Side } from './side.ts';

type Json = Readonly<Record<string, unknown>>;

/** An operation of a description. */
export interface OperationAt {
  readonly side: Side;
  readonly pointer: string;
  /** What people call it: its operationId in the base, or its method and path. */
  readonly name: string;
  readonly path: string;
  /** Its path with empty placeholders: paths of one shape are one path, with any names in it. */
  readonly shape: string;
  readonly node: Json;
  /** The parameters of the operation, and those of its path that it does not replace. */
  readonly parameters: readonly ParameterAt[];
  /** The URLs of its servers: its own, its path's, or the description's. */
  readonly servers: readonly string[];
  readonly security: readonly Json[];
}

export interface ParameterAt {
  readonly pointer: string;
  readonly node: Json;
  /** `path`, `query`, `header` or `cookie`. */
  readonly in: string;
  readonly name: string;
}

const METHODS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
];

/** Every operation of a description, by method and shape of the path. */
export function operationsOf(side: Side): Map<string, OperationAt> {
  const found = new Map<string, OperationAt>();
  const { paths = {} } = side.document;
  for (const path of Object.keys(paths as object)) {
    const item = locate(`/paths/${escapePart(path)}`, side.document);
    if (item === undefined) continue;
    for (const method of METHODS) {
      const node = item.node[method];
      if (!isObject(node)) continue;
      const shape = path.replaceAll(/\{[^}]*\}/g, '{}');
      const pointer = `${item.pointer}/${method}`;
      const { operationId } = node;
      found.set(`${method} ${shape}`, {
        side,
        pointer,
        path,
        shape,
        name:
          typeof operationId === 'string'
            ? operationId
            : `${method.toUpperCase()} ${path}`,
        node,
        parameters: [
          ...parametersAt(side, pointer, node),
          ...parametersAt(side, item.pointer, item.node),
        ].filter(
          (each, index, all) =>
            all.findIndex((one) => isOne(one, each)) === index,
        ),
        servers: urlsOf(
          node['servers'] ?? item.node['servers'] ?? side.document['servers'],
        ),
        security: (node['security'] ??
          side.document['security'] ??
          []) as readonly Json[],
      });
    }
  }
  return found;
}

/** Whether two parameters are one: header names have no case (RFC 9110 section 5.1). */
export function isOne(a: ParameterAt, b: ParameterAt): boolean {
  const name = (each: ParameterAt): string =>
    each.in === 'header' ? each.name.toLowerCase() : each.name;
  return a.in === b.in && name(a) === name(b);
}

function parametersAt(
  side: Side,
  pointer: string,
  { parameters }: Json,
): ParameterAt[] {
  if (!Array.isArray(parameters)) return [];
  return [...parameters.keys()].flatMap((index) => {
    const found = locate(
      `${pointer}/parameters/${String(index)}`,
      side.document,
    );
    return found === undefined
      ? []
      : [
          {
            ...found,
            in: String(found.node['in']),
            name: String(found.node['name']),
          },
        ];
  });
}

function urlsOf(servers: unknown): string[] {
  return Array.isArray(servers)
    ? servers.map((each: Json) => String(each['url']))
    : [];
}
