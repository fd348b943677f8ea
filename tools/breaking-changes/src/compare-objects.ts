import { isObject } from '@org/contract-tests/internal/description/pointer';
import type { Change } from './change.ts';
import type { ReadSchema, SchemaAt } from './flat-schema.ts';
import {
  below,
  changeOf,
  placeOf,
  subjectAt,
  type Descend,
  type Site,
} from './site.ts';

/** Compares what two schemas say of the properties of objects. */
export function compareObjects(
  base: ReadSchema,
  head: ReadSchema,
  site: Site,
  descend: Descend,
): Change[] {
  const names = new Set(
    [base, head].flatMap(({ flat }) => [
      ...flat.properties.keys(),
      ...flat.required.keys(),
    ]),
  );
  return [
    ...[...names].flatMap((name) =>
      compareProperty(name, base, head, below(site, name), descend),
    ),
    ...compareOthers(base, head, site, descend),
  ];
}

function compareProperty(
  name: string,
  base: ReadSchema,
  head: ReadSchema,
  site: Site,
  descend: Descend,
): Change[] {
  const [was, is] = [propertyOf(base, name), propertyOf(head, name)];
  const isRequired = head.flat.required.has(name);
  if (was !== undefined && is === undefined)
    return [...removed(name, base, was, site)];
  if (was === undefined && is !== undefined)
    return [...added(name, base, head, is, site, descend)];
  const requirement =
    base.flat.required.has(name) === isRequired
      ? []
      : [
          changeOf(
            site,
            {
              narrows: isRequired,
              widens: !isRequired,
              suffix: isRequired ? 'became-required' : 'became-optional',
            },
            head.flat.required.get(name) ??
              base.flat.required.get(name) ??
              head.at.pointer,
            isRequired
              ? 'was optional, now required'
              : 'was required, now optional',
          ),
        ];
  if (was === undefined || is === undefined) return requirement;
  return [...requirement, ...descend(was, is, site)];
}

function removed(
  name: string,
  base: ReadSchema,
  { pointer }: SchemaAt,
  site: Site,
): Change[] {
  const required = base.flat.required.has(name) ? 'required' : 'optional';
  const what = 'is gone';
  const common = { breaking: true, at: pointer, where: [placeOf(site)], what };
  return site.direction === 'request'
    ? [
        {
          ...common,
          rule: `${subjectAt(site)}-removed`,
          suffers: 'What a client sends there is refused, or read no more.',
        },
      ]
    : [
        {
          ...common,
          rule: subjectAt(site).replace('-', `-${required}-`) + '-removed',
          suffers: 'A client that reads it finds nothing.',
        },
      ];
}

function added(
  name: string,
  base: ReadSchema,
  head: ReadSchema,
  at: SchemaAt,
  site: Site,
  descend: Descend,
): Change[] {
  const others = othersOf(base);
  const isRequired = head.flat.required.has(name);
  const required = isRequired ? 'required' : 'optional';
  if (site.direction === 'request')
    return [
      {
        rule: `new-${required}-${subjectAt(site)}`,
        breaking: isRequired,
        at: at.pointer,
        where: [placeOf(site)],
        what: `is new and ${required}`,
        suffers: isRequired ? 'A request without it is refused.' : '',
      },
    ];
  const breaking = others === false;
  const change = {
    rule: subjectAt(site).replace('-', `-${required}-`) + '-added',
    breaking,
    at: at.pointer,
    where: [placeOf(site)],
    what: 'is new',
    suffers: breaking
      ? 'A client that knows of no other fields may refuse the answer.'
      : '',
  };
  return typeof others === 'object'
    ? [change, ...descend(others, at, site)]
    : [change];
}

/** Compares what is said of properties that have no schema of their own. */
function compareOthers(
  base: ReadSchema,
  head: ReadSchema,
  site: Site,
  descend: Descend,
): Change[] {
  const [was, is] = [othersOf(base), othersOf(head)];
  if (typeof was === 'object' && typeof is === 'object')
    return descend(was, is, below(site, '*'));
  if (was === is) return [];
  const narrows = is === false || was === true;
  const at =
    head.flat.keywords.get('additionalProperties')?.at ?? head.at.pointer;
  const say = (others: boolean | SchemaAt): string =>
    typeof others === 'object' ? 'restricted' : others ? 'taken' : 'refused';
  const suffix = `additional-properties-${say(is)}`;
  const what = `other fields were ${say(was)}, now ${say(is)}`;
  return [changeOf(site, { narrows, widens: !narrows, suffix }, at, what)];
}

function propertyOf(
  { at, flat }: ReadSchema,
  name: string,
): SchemaAt | undefined {
  const pointer = flat.properties.get(name);
  return pointer === undefined ? undefined : { ...at, pointer };
}

/** Whether properties without a schema of their own are taken, or the schema for them. */
function othersOf({ at, flat }: ReadSchema): boolean | SchemaAt {
  const keyword = flat.keywords.get('additionalProperties');
  if (isObject(keyword?.value) && Object.keys(keyword.value).length > 0)
    return { ...at, pointer: keyword.at };
  return keyword?.value !== false;
}
