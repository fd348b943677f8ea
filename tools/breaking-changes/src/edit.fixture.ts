import { isObject } from '@org/contract-tests/internal/description/pointer';

type Json = Readonly<Record<string, unknown>>;

/** A change of a description as data: what to move, to take away, and to put where, by JSON pointers. */
export interface Edit {
  readonly name: string;
  /** From where to where; before anything else. */
  readonly move?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
}

/** An edit, and the rules by which it breaks clients; none if it does not. */
export interface Pair extends Edit {
  readonly breaks: readonly string[];
}

/** A copy of a description with an edit made. */
export function edited(
  document: object,
  { move = {}, set = {}, remove = [] }: Edit,
): Json {
  const copy = structuredClone(document) as Record<string, unknown>;
  for (const [from, to] of Object.entries(move))
    put(copy, to, take(copy, from));
  for (const pointer of remove) take(copy, pointer);
  for (const [pointer, value] of Object.entries(set)) put(copy, pointer, value);
  return copy;
}

function take(document: Record<string, unknown>, pointer: string): unknown {
  const [parent, key] = parentOf(document, pointer);
  if (!(key in parent)) throw new Error(`Nothing stands at ${pointer}.`);
  const value = parent[key];
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
  return value;
}

function put(
  document: Record<string, unknown>,
  pointer: string,
  value: unknown,
): void {
  const [parent, key] = parentOf(document, pointer);
  parent[key] = value;
}

function parentOf(
  document: Record<string, unknown>,
  pointer: string,
): [Record<string, unknown>, string] {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let parent: unknown = document;
  for (const key of keys.slice(0, -1))
    parent = isObject(parent) ? parent[key] : undefined;
  if (!isObject(parent)) throw new Error(`Nothing holds ${pointer}.`);
  return [parent, keys.at(-1) ?? ''];
}
