import { description } from '@org/cotter-types/description';

/** A part of a JSON pointer (RFC 6901 section 3). */
export function escapePart(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** What stands in the description, and the pointer to it after every `$ref` on the way. */
export interface Located {
  readonly pointer: string;
  readonly node: Readonly<Record<string, unknown>>;
}

/** Finds what stands at a JSON pointer of the description; `undefined` if nothing does, or no object. */
export function locate(
  pointer: string,
  document: object = description,
): Located | undefined {
  let node: unknown = document;
  for (const part of pointer.split('/').slice(1)) {
    if (!isObject(node)) return undefined;
    node = node[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  if (!isObject(node)) return undefined;
  const { $ref } = node;
  return typeof $ref === 'string'
    ? locate($ref.slice(1), document)
    : { pointer, node };
}

const located = new Map<string, Located>();

/** As `locate`, for what the description must have; each pointer is followed once. */
export function mustLocate(pointer: string): Located {
  const found = located.get(pointer) ?? locate(pointer);
  if (found === undefined)
    throw new Error(`The description has nothing at ${pointer}.`);
  located.set(pointer, found);
  return found;
}

export function isObject(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
