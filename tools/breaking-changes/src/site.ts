import type { Change } from './change.ts';
import type { SchemaAt } from './flat-schema.ts';
import type { Difference } from './keywords.ts';

/** Which way a value goes: from the client, or to it. */
export type Direction = 'request' | 'response';

/** The thing that a schema describes. */
export interface Site {
  readonly direction: Direction;
  /** How the names of rules about it begin: `request-body`. */
  readonly subject:
    'request-body' | 'request-parameter' | 'response-body' | 'response-header';
  /** For people: `refreshToken: request body`. */
  readonly where: string;
  /** The place in the value: names of properties, `*` for those without a name or for items. */
  readonly path: readonly string[];
}

/** Compares two schemas that stand below, or beside, those in hand. */
export type Descend = (base: SchemaAt, head: SchemaAt, site: Site) => Change[];

/** What a client meets if a difference breaks it, by the direction of the value. */
const SUFFERS: Readonly<Record<Direction, string>> = {
  request: 'A request that was valid may be refused.',
  response:
    'An answer may contain what the client does not expect, or lack what it expects.',
};

/** How the names of rules begin at a place of a site. */
export function subjectAt({ subject, path }: Site): string {
  if (path.length === 0) return subject;
  return subject.endsWith('-body')
    ? subject.replace('-body', '-property')
    : `${subject}-property`;
}

/** A change of what a keyword lets pass: narrower breaks requests, wider breaks answers. */
export function changeOf(
  site: Site,
  { narrows, widens, suffix }: Difference,
  at: string,
  what: string,
): Change {
  const breaking = site.direction === 'request' ? narrows : widens;
  return {
    rule: `${subjectAt(site)}-${suffix}`,
    breaking,
    at,
    where: [placeOf(site)],
    what,
    suffers: breaking ? SUFFERS[site.direction] : '',
  };
}

/** A place of a site, for people. */
export function placeOf({ where, path }: Site): string {
  return path.length === 0 ? where : `${where}: ${path.join('.')}`;
}

/** The site of what stands below. */
export function below(site: Site, ...names: readonly string[]): Site {
  return { ...site, path: [...site.path, ...names] };
}
