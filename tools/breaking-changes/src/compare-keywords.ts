import { isObject } from '@org/contract-tests/internal/description/pointer';
import type { Change } from './change.ts';
import { canonical, type ReadSchema } from './flat-schema.ts';
import {
  compareListed,
  comparisons,
  listedValues,
  restriction,
  type Difference,
} from './keywords.ts';
import { changeOf, type Site } from './site.ts';

/** Keywords that are compared elsewhere, because they lead to schemas. */
const ELSEWHERE = ['oneOf', 'anyOf', 'additionalProperties'];
const LISTS = ['const', 'enum'];

/** Compares the keywords of two schemas that refuse a value by themselves. */
export function compareKeywords(
  base: ReadSchema,
  head: ReadSchema,
  site: Site,
): Change[] {
  const words = new Set([
    ...base.flat.keywords.keys(),
    ...head.flat.keywords.keys(),
  ]);
  const [was, is] = [listed(base), listed(head)];
  // Where values are listed, each of them decides, and the other keywords beside the list do not matter.
  const narrows = was?.some((each) => !takes(head, each)) ?? true;
  const widens = is?.some((each) => !takes(base, each)) ?? true;
  const change = (difference: Difference | undefined, ...at: string[]) => {
    if (difference === undefined) return [];
    const decided = {
      ...difference,
      narrows: difference.narrows && narrows,
      widens: difference.widens && widens,
    };
    if (!decided.narrows && !decided.widens) return [];
    return [
      changeOf(site, decided, place(base, head, at), describe(base, head, at)),
    ];
  };
  return [
    ...compareListed(was, is).flatMap((each) => change(each, ...LISTS)),
    ...[...words]
      .filter((word) => ![...ELSEWHERE, ...LISTS].includes(word))
      .flatMap((word) => change(differenceOf(word, base, head), word)),
  ];
}

function differenceOf(
  word: string,
  base: ReadSchema,
  head: ReadSchema,
): Difference | undefined {
  const value = ({ flat }: ReadSchema): unknown =>
    flat.keywords.get(word)?.value;
  const [was, is] = [value(base), value(head)];
  const compare = comparisons[word];
  if (compare !== undefined) return compare(was, is);
  // Two schemas for items are compared by the walk.
  if (word === 'items' && isObject(was) && isObject(is)) return undefined;
  const text = (read: ReadSchema, each: unknown): string | undefined =>
    each === undefined ? undefined : canonical(read.at, each);
  return restriction(kebab(word))(text(base, was), text(head, is));
}

function listed({ flat: { keywords } }: ReadSchema): unknown[] | undefined {
  return listedValues(
    keywords.get('const')?.value,
    keywords.get('enum')?.value,
  );
}

function takes({ at }: ReadSchema, value: unknown): boolean {
  return at.side.refusal(at.pointer, value) === undefined;
}

function place(
  base: ReadSchema,
  head: ReadSchema,
  words: readonly string[],
): string {
  const at = ({ flat }: ReadSchema): string | undefined =>
    words.map((word) => flat.keywords.get(word)?.at).find(Boolean);
  return at(head) ?? at(base) ?? head.at.pointer;
}

function describe(
  base: ReadSchema,
  head: ReadSchema,
  words: readonly string[],
): string {
  const say = ({ flat }: ReadSchema): string =>
    words
      .filter((word) => flat.keywords.has(word))
      .map(
        (word) => `${word} ${JSON.stringify(flat.keywords.get(word)?.value)}`,
      )
      .join(', ') || `no ${words[0] ?? ''}`;
  return `${say(base)}, now ${say(head)}`;
}

function kebab(word: string): string {
  return (word.split(' ')[0] ?? '').replace(
    /[A-Z]/g,
    (letter) => `-${letter.toLowerCase()}`,
  );
}
