import { isObject } from '@org/contract-tests/internal/description/pointer';
import type { Change } from './change.ts';
import { compareBranches, differInShape } from './compare-branches.ts';
import { compareKeywords } from './compare-keywords.ts';
import { compareObjects } from './compare-objects.ts';
import { isSame, read, target, type SchemaAt } from './flat-schema.ts';
import { below, type Descend, type Site } from './site.ts';

/** Walks two schemas together, keyword by keyword. */
export function compareSchemas(
  base: SchemaAt,
  head: SchemaAt,
  site: Site,
  seen: readonly string[] = [],
): Change[] {
  const pair = `${target(base)} ${target(head)}`;
  if (seen.includes(pair) || isSame(base, head)) return [];
  const descend: Descend = (from, to, where) =>
    compareSchemas(from, to, where, [...seen, pair]);
  const [was, is] = [read(base), read(head)];
  const shape = differInShape(was, is, site);
  if (shape !== undefined) return shape;
  const [items, newItems] = [was, is].map(({ flat }) =>
    flat.keywords.get('items'),
  );
  return [
    ...compareKeywords(was, is, site),
    ...(isObject(items?.value) && isObject(newItems?.value)
      ? descend(
          { ...base, pointer: items.at },
          { ...head, pointer: newItems.at },
          below(site, '*'),
        )
      : []),
    ...compareObjects(was, is, site, descend),
    ...compareBranches(was, is, site, descend),
  ];
}
