import { isDeepStrictEqual } from 'node:util';
import {
  isObject,
  locate,
} from '@org/contract-tests/internal/description/pointer';
import type { Change } from './change.ts';
import type { OperationAt } from './operation.ts';
import type { Side } from './side.ts';

type Json = Readonly<Record<string, unknown>>;

/** Compares the credentials that an operation takes, any one set of them. */
export function compareSecurity(
  base: OperationAt,
  head: OperationAt,
): Change[] {
  const [was, is] = [setsOf(base), setsOf(head)];
  const at = `${head.pointer}${'security' in head.node ? '/security' : ''}`;
  const common = { at, where: [base.name] };
  const refused = was.filter((set) => !is.some((each) => suffices(set, each)));
  const taken = is.filter((set) => !was.some((each) => suffices(set, each)));
  return [
    ...refused.map((set) => ({
      ...common,
      rule: set.length === 0 ? 'api-security-added' : 'api-security-removed',
      breaking: true,
      what: `${describe(set)} sufficed, now ${is.map(describe).join(' or ')}`,
      suffers: 'A client with these credentials is refused.',
    })),
    ...(refused.length > 0
      ? []
      : taken.map((set) => ({
          ...common,
          rule:
            set.length === 0 ? 'api-security-removed' : 'api-security-added',
          breaking: false,
          what: `${describe(set)} suffices too`,
          suffers: '',
        }))),
    ...compareSchemes(
      base,
      head,
      new Set(was.flat().map(({ scheme }) => scheme)),
    ),
  ];
}

interface Credential {
  readonly scheme: string;
  readonly scopes: readonly string[];
}

function setsOf({ security }: OperationAt): Credential[][] {
  if (security.length === 0) return [[]];
  return security.map((set) =>
    Object.entries(set).map(([scheme, scopes]) => ({
      scheme,
      scopes: Array.isArray(scopes) ? scopes.map(String) : [],
    })),
  );
}

/** Whether who has one set of credentials has the other too. */
function suffices(
  has: readonly Credential[],
  asked: readonly Credential[],
): boolean {
  return asked.every(({ scheme, scopes }) =>
    has.some(
      (each) =>
        each.scheme === scheme &&
        scopes.every((scope) => each.scopes.includes(scope)),
    ),
  );
}

function describe(set: readonly Credential[]): string {
  return (
    set
      .map(({ scheme, scopes }) =>
        scopes.length === 0 ? scheme : `${scheme} (${scopes.join(', ')})`,
      )
      .join(' and ') || 'nothing'
  );
}

/** Compares how the credentials go along. */
function compareSchemes(
  base: OperationAt,
  head: OperationAt,
  names: ReadonlySet<string>,
): Change[] {
  return [...names].flatMap((name) => {
    const [was, is] = [base, head].map(({ side }) => schemeOf(side, name));
    if (was === undefined || is === undefined) return [];
    const words = new Set([...Object.keys(was), ...Object.keys(is)]);
    return [...words]
      .filter((word) => word !== 'description' && word !== 'bearerFormat')
      .filter((word) => !isDeepStrictEqual(was[word], is[word]))
      .map((word) => ({
        rule: `api-security-component-${word.toLowerCase()}-changed`,
        breaking: true,
        at: `/components/securitySchemes/${name}`,
        where: [base.name],
        what: `${word} ${JSON.stringify(was[word])}, now ${JSON.stringify(is[word])}`,
        suffers: 'A client that sends the credential as before is refused.',
      }));
  });
}

function schemeOf({ document }: Side, name: string): Json | undefined {
  const found = locate(`/components/securitySchemes/${name}`, document);
  return isObject(found?.node) ? found.node : undefined;
}
