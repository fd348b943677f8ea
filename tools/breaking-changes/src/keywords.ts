import { isDeepStrictEqual } from 'node:util';
import { relatePatterns } from './pattern.ts';

/** How a keyword of the head differs from that of the base, apart from where it stands. */
export interface Difference {
  /** Whether a value that the base takes may be refused. */
  readonly narrows: boolean;
  /** Whether a value that the base refuses may be taken. */
  readonly widens: boolean;
  /** The end of the rule's name: `max-length-decreased`. */
  readonly suffix: string;
}

type Compare = (base: unknown, head: unknown) => Difference | undefined;

/** How to compare the values of a keyword; `undefined` stands for its absence. Keywords with schemas are not here. */
export const comparisons: Readonly<Record<string, Compare>> = {
  maxLength: upper('max-length'),
  minLength: lower('min-length', 0),
  maximum: upper('max'),
  minimum: lower('min'),
  exclusiveMaximum: upper('exclusive-max'),
  exclusiveMinimum: lower('exclusive-min'),
  maxItems: upper('max-items'),
  minItems: lower('min-items', 0),
  maxProperties: upper('max-properties'),
  minProperties: lower('min-properties', 0),
  multipleOf: (base, head) => {
    if (base === head) return undefined;
    const [was, is] = [base as number | undefined, head as number | undefined];
    return {
      narrows: is !== undefined && (was === undefined || was % is !== 0),
      widens: was !== undefined && (is === undefined || is % was !== 0),
      suffix: 'multiple-of-changed',
    };
  },
  uniqueItems: (base, head) =>
    (base === true) === (head === true)
      ? undefined
      : head === true
        ? { narrows: true, widens: false, suffix: 'unique-items-set' }
        : { narrows: false, widens: true, suffix: 'unique-items-unset' },
  pattern: comparePatterns,
  format: restriction('format'),
  type: compareTypes,
};

function upper(name: string): Compare {
  return bound(name, (was, is) => is < was);
}

function lower(name: string, none?: number): Compare {
  const compare = bound(name, (was, is) => is > was);
  const given = (value: unknown): unknown =>
    value === none ? undefined : value;
  return (base, head) => compare(given(base), given(head));
}

function bound(
  name: string,
  isNarrower: (was: number, is: number) => boolean,
): Compare {
  return (base, head) => {
    if (base === head) return undefined;
    if (typeof base !== 'number')
      return { narrows: true, widens: false, suffix: `${name}-set` };
    if (typeof head !== 'number')
      return { narrows: false, widens: true, suffix: `${name}-unset` };
    const narrows = isNarrower(base, head);
    const suffix = `${name}-${head < base ? 'decreased' : 'increased'}`;
    return { narrows, widens: !narrows, suffix };
  };
}

/** For a keyword whose values have no order: to add it narrows, to remove it widens, to change it does both. */
export function restriction(name: string): Compare {
  return (base, head) => {
    if (JSON.stringify(base) === JSON.stringify(head)) return undefined;
    if (base === undefined)
      return { narrows: true, widens: false, suffix: `${name}-added` };
    if (head === undefined)
      return { narrows: false, widens: true, suffix: `${name}-removed` };
    return { narrows: true, widens: true, suffix: `${name}-changed` };
  };
}

function comparePatterns(base: unknown, head: unknown): Difference | undefined {
  const plain = restriction('pattern')(base, head);
  if (plain === undefined || typeof base !== 'string') return plain;
  if (typeof head !== 'string') return plain;
  const { headCoversBase, baseCoversHead } = relatePatterns(base, head);
  const narrows = headCoversBase !== true;
  const widens = baseCoversHead !== true;
  if (!narrows && !widens) return undefined;
  return {
    narrows,
    widens,
    suffix: narrows ? 'pattern-changed' : 'pattern-generalized',
  };
}

const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'string'];

function compareTypes(base: unknown, head: unknown): Difference | undefined {
  const was = typesOf(base);
  const is = typesOf(head);
  const removed = was.filter((each) => !includesType(is, each));
  const added = is.filter((each) => !includesType(was, each));
  const narrows = removed.length > 0;
  const widens = added.length > 0;
  if (!narrows && !widens) return undefined;
  const suffix =
    narrows && widens
      ? 'type-changed'
      : [...removed, ...added].join() === 'null'
        ? narrows
          ? 'became-not-nullable'
          : 'became-nullable'
        : narrows
          ? 'type-specialized'
          : 'type-generalized';
  return { narrows, widens, suffix };
}

function typesOf(type: unknown): readonly string[] {
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.map(String) : TYPES;
}

function includesType(types: readonly string[], type: string): boolean {
  return (
    types.includes(type) || (type === 'integer' && types.includes('number'))
  );
}

/** The values that `const` and `enum` let pass together; `undefined` if neither stands there. */
export function listedValues(
  constant: unknown,
  list: unknown,
): unknown[] | undefined {
  const listed = Array.isArray(list) ? (list as unknown[]) : undefined;
  if (constant === undefined) return listed;
  return listed === undefined || includesValue(listed, constant)
    ? [constant]
    : [];
}

/** Compares what `const` and `enum` let pass: what is gone, and what is new. */
export function compareListed(
  base: readonly unknown[] | undefined,
  head: readonly unknown[] | undefined,
): Difference[] {
  if (base === undefined || head === undefined) {
    if (base === head) return [];
    return base === undefined
      ? [{ narrows: true, widens: false, suffix: 'became-enum' }]
      : [{ narrows: false, widens: true, suffix: 'enum-removed' }];
  }
  const narrows = base.some((each) => !includesValue(head, each));
  const widens = head.some((each) => !includesValue(base, each));
  return [
    { narrows, widens: false, suffix: 'enum-value-removed' },
    { narrows: false, widens, suffix: 'enum-value-added' },
  ].filter((each) => each.narrows || each.widens);
}

function includesValue(list: readonly unknown[], value: unknown): boolean {
  return list.some((each) => isDeepStrictEqual(each, value));
}
