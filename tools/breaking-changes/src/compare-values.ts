import type { Change } from './change.ts';
import { compareSchemas } from './compare-schemas.ts';
import { counterexample } from './containment.ts';
import { isSame, target, type SchemaAt } from './flat-schema.ts';
import { changeOf, type Site } from './site.ts';

/** Compares what two schemas let pass: keyword by keyword, and by samples where that finds nothing that breaks. */
export function compareValues(
  base: SchemaAt,
  head: SchemaAt,
  site: Site,
): Change[] {
  if (isSame(base, head)) return [];
  const changes = compareSchemas(base, head, site);
  if (changes.some(({ breaking }) => breaking)) return changes;
  const isRequest = site.direction === 'request';
  const found = isRequest
    ? counterexample(base, head)
    : counterexample(head, base);
  if (found === undefined) return changes;
  const difference = {
    narrows: isRequest,
    widens: !isRequest,
    suffix: 'schema-changed',
  };
  const what = isRequest
    ? `${found.value} was valid: ${found.problem}`
    : `${found.value} is valid now, and was not: ${found.problem}`;
  return [...changes, changeOf(site, difference, target(head), what)];
}
