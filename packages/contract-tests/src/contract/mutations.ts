import { isObject, type Located } from '../description/pointer.ts';
import { placesIn, type Place } from '../description/schemas.ts';

/** A change of a body in one place. Its name and the changed body are made when they are read: most never are. */
export interface Mutation {
  readonly path: readonly string[];
  readonly name: string;
  readonly body: unknown;
}

const ANYWHERE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  '',
  'x',
  [],
  ['x'],
  {},
];
/** Forms that a pattern or a format takes or refuses where a length does not. */
const TEXTS: readonly string[] = [
  '01',
  '2020-02-30T00:00:00Z',
  '2020-04-07T11:09:03Z',
  '2020-04-07t11:09:03z',
  '2020-04-07T11:09:03.123456789+00:00',
  'e8a47aff-f520-4b8d-952b-79d36d10fb3e',
  'E8A47AFF-F520-4B8D-952B-79D36D10FB3E',
  'urn:uuid:e8a47aff-f520-4b8d-952b-79d36d10fb3e',
  ' x',
  'x\u0000y',
  '\ud83d\ude00',
  '__proto__',
];

/** Every change of a valid body that tells whether a keyword of its schema holds, on both sides. */
export function mutations(body: unknown, schema: string): Mutation[] {
  return placesIn(body, schema).flatMap((place) => changesAt(body, place));
}

/** One of these changes, by a number from 0 up: of each place of the body as often as of any other. */
export function mutation(
  body: unknown,
  schema: string,
  choice: number,
): Mutation | undefined {
  const places = placesIn(body, schema);
  const place = places[choice % places.length];
  if (place === undefined) return undefined;
  const changes = changesAt(body, place);
  return changes[Math.floor(choice / places.length) % changes.length];
}

function changesAt(body: unknown, place: Place): Mutation[] {
  return [
    ...keyChanges(body, place),
    ...replacementsAt(place).map((value) => change(body, place, value)),
  ];
}

function keyChanges(body: unknown, place: Place): Mutation[] {
  const { path, value } = place;
  if (!isObject(value) || Array.isArray(value)) return [];
  const named = (name: string, next: () => unknown): Mutation => ({
    path,
    get name() {
      return `${name} at ${at(path)}`;
    },
    get body() {
      return replaced(body, path, next());
    },
  });
  return [
    ...Object.keys(value).map((key) =>
      named(`no ${key}`, () =>
        Object.fromEntries(
          Object.entries(value).filter(([name]) => name !== key),
        ),
      ),
    ),
    named('another field', () => ({ ...value, unexpected: 'x' })),
  ];
}

/** What was found for each set of schemas that may apply to a place; they are few. */
const found = new Map<string, readonly unknown[]>();

function replacementsAt({ schemas }: Place): readonly unknown[] {
  const key = schemas.map(({ pointer }) => pointer).join(' ');
  const values = found.get(key) ?? replacements(schemas);
  found.set(key, values);
  return values;
}

function replacements(schemas: readonly Located[]): unknown[] {
  const values: unknown[] = [...ANYWHERE];
  for (const { node } of schemas) {
    if (Array.isArray(node['enum']))
      values.push(...(node['enum'] as unknown[]));
    if ('const' in node)
      values.push(node['const'], `${String(node['const'])}x`);
    for (const keyword of ['minimum', 'maximum']) {
      const bound = node[keyword];
      if (typeof bound === 'number') values.push(bound - 1, bound, bound + 1);
    }
    for (const keyword of ['minLength', 'maxLength']) {
      const bound = node[keyword];
      if (typeof bound !== 'number') continue;
      for (const length of [bound - 1, bound, bound + 1])
        if (length >= 0) values.push('a'.repeat(length), '1'.repeat(length));
      // Length counts characters, not UTF-16 units (JSON Schema 2020-12, validation, section 6.3.1).
      if (bound < 1000) values.push('\ud83d\ude00'.repeat(bound));
    }
    if (node['type'] === 'string') values.push(...TEXTS);
  }
  return [
    ...new Map(values.map((each) => [JSON.stringify(each), each])).values(),
  ];
}

function change(body: unknown, { path }: Place, value: unknown): Mutation {
  return {
    path,
    get name() {
      const text = JSON.stringify(value);
      return `${text.length > 40 ? `${text.slice(0, 20)}… of ${String(text.length)}` : text} at ${at(path)}`;
    },
    get body() {
      return replaced(body, path, value);
    },
  };
}

function at(path: readonly string[]): string {
  return path.length === 0 ? 'the top' : path.join('.');
}

function replaced(
  body: unknown,
  [key, ...rest]: readonly string[],
  value: unknown,
): unknown {
  if (key === undefined) return value;
  const object = body as Readonly<Record<string, unknown>>;
  return { ...object, [key]: replaced(object[key], rest, value) };
}
