import type { Change } from './change.ts';
import { counterexample, type Counterexample } from './containment.ts';
import {
  flatten,
  isSame,
  target,
  type ReadSchema,
  type SchemaAt,
} from './flat-schema.ts';
import { samplesOf } from './samples.ts';
import { changeOf, type Descend, type Site } from './site.ts';

const KINDS = ['oneOf', 'anyOf'] as const;
type Kind = (typeof KINDS)[number];

const NAMES: Readonly<Record<Kind, string>> = {
  oneOf: 'one-of',
  anyOf: 'any-of',
};

/**
 * Compares two schemas of which one has branches and the other has none, or others: keywords cannot be paired then, and
 * samples decide. `undefined` if they are of one shape.
 */
export function differInShape(
  base: ReadSchema,
  head: ReadSchema,
  site: Site,
): Change[] | undefined {
  const differing = KINDS.filter(
    (kind) => base.flat.keywords.has(kind) !== head.flat.keywords.has(kind),
  );
  const [kind] = differing;
  if (kind === undefined) return undefined;
  const keyword = head.flat.keywords.get(kind);
  const suffix = `${NAMES[kind]}-${keyword === undefined ? 'removed' : 'added'}`;
  const at = keyword?.at ?? base.flat.keywords.get(kind)?.at ?? head.at.pointer;
  return decided(base.at, head.at, site, suffix, at);
}

/** Compares the branches of two schemas of one shape. */
export function compareBranches(
  base: ReadSchema,
  head: ReadSchema,
  site: Site,
  descend: Descend,
): Change[] {
  return KINDS.flatMap((kind) => {
    const [was, is] = [branchesOf(base, kind), branchesOf(head, kind)];
    const { pairs, removed, added } = paired(was, is);
    return [
      ...pairs.flatMap(([from, to]) => descend(from, to, site)),
      ...removed.flatMap((branch) =>
        // What it took may be taken by another branch.
        decided(
          branch,
          head.at,
          site,
          `${NAMES[kind]}-removed`,
          branch.pointer,
          'narrows',
        ),
      ),
      ...added.flatMap((branch) =>
        decided(
          base.at,
          branch,
          site,
          `${NAMES[kind]}-added`,
          branch.pointer,
          'widens',
        ),
      ),
    ];
  });
}

/** The change between two schemas as samples show it. */
function decided(
  base: SchemaAt,
  head: SchemaAt,
  site: Site,
  suffix: string,
  at: string,
  only?: 'narrows' | 'widens',
): Change[] {
  const refused = only === 'widens' ? undefined : doubt(base, head);
  const taken = only === 'narrows' ? undefined : doubt(head, base);
  const reasons = [
    ...(refused === undefined
      ? []
      : [`${refused.value} was valid: ${refused.problem}`]),
    ...(taken === undefined
      ? []
      : [`${taken.value} is valid now, and was not: ${taken.problem}`]),
  ];
  if (reasons.length === 0) return [];
  const difference = {
    narrows: refused !== undefined,
    widens: taken !== undefined,
    suffix,
  };
  return [changeOf(site, difference, at, reasons.join('; '))];
}

/** A value of `from` that `into` refuses; where no value could be made, nothing speaks for it. */
function doubt(from: SchemaAt, into: SchemaAt): Counterexample | undefined {
  if (samplesOf(from).length > 0) return counterexample(from, into);
  return {
    value: 'something',
    problem: 'no value of it could be generated for a comparison',
  };
}

function branchesOf({ at, flat }: ReadSchema, kind: Kind): SchemaAt[] {
  const keyword = flat.keywords.get(kind);
  if (!Array.isArray(keyword?.value)) return [];
  return [...keyword.value.keys()].map((index) => ({
    ...at,
    pointer: `${keyword.at}/${String(index)}`,
  }));
}

interface Paired {
  readonly pairs: readonly (readonly [SchemaAt, SchemaAt])[];
  readonly removed: readonly SchemaAt[];
  readonly added: readonly SchemaAt[];
}

/** Pairs branches that are equal, have one name, or have the same constants that no other branch has. */
function paired(base: readonly SchemaAt[], head: readonly SchemaAt[]): Paired {
  const pairs: (readonly [SchemaAt, SchemaAt])[] = [];
  let [removed, added] = [[...base], [...head]];
  const pairBy = (alike: (a: SchemaAt, b: SchemaAt) => boolean): void => {
    for (const from of removed) {
      const to = added.find((each) => alike(from, each));
      if (to === undefined) continue;
      pairs.push([from, to]);
      removed = removed.filter((each) => each !== from);
      added = added.filter((each) => each !== to);
    }
  };
  pairBy(isSame);
  pairBy((a, b) => a.pointer !== target(a) && target(a) === target(b));
  pairBy((a, b) => marksOf(a) !== '' && marksOf(a) === marksOf(b));
  return { pairs, removed, added };
}

/** What tells a branch from others: the constants of its properties, or its type if it is for no object. */
function marksOf(at: SchemaAt): string {
  const { keywords, properties } = flatten(at);
  const type = keywords.get('type')?.value;
  if (type !== 'object' && properties.size === 0)
    return type === undefined ? '' : JSON.stringify(type);
  return [...properties]
    .flatMap(([name, pointer]) => {
      const value = flatten({ ...at, pointer }).keywords.get('const')?.value;
      return value === undefined ? [] : [`${name}=${JSON.stringify(value)}`];
    })
    .toSorted()
    .join();
}
