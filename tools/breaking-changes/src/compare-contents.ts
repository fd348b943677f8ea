import {
  escapePart,
  isObject,
  type Located,
} from '@org/contract-tests/internal/description/pointer';
import type { Change } from './change.ts';
import { compareValues } from './compare-values.ts';
import type { Side } from './side.ts';
import type { Site } from './site.ts';

/** A request body or an answer in a description. */
export interface LocatedIn extends Located {
  readonly side: Side;
}

/** Compares the media types of a request body or an answer, and what each holds. */
export function compareContents(
  base: LocatedIn,
  head: LocatedIn,
  site: Site,
): Change[] {
  const [was, is] = [typesOf(base), typesOf(head)];
  const isRequest = site.direction === 'request';
  const rule = isRequest ? 'request-body-media-type' : 'response-media-type';
  const pointer = (located: LocatedIn, type: string): string =>
    `${located.pointer}/content/${escapePart(type)}`;
  const change = (
    type: string,
    located: LocatedIn,
    verb: string,
    suffers: string,
  ): Change => ({
    rule: `${rule}-${verb}`,
    breaking: suffers !== '',
    at: pointer(located, type),
    where: [site.where],
    what: `${type} is ${verb}`,
    suffers,
  });
  return [
    ...was
      .filter((type) => !is.includes(type))
      .map((type) =>
        change(
          type,
          base,
          'removed',
          isRequest
            ? 'A request in it is refused.'
            : 'A client that reads only this type cannot read the answer.',
        ),
      ),
    ...is
      .filter((type) => !was.includes(type))
      .map((type) =>
        change(
          type,
          head,
          'added',
          isRequest || was.length === 0
            ? ''
            : 'A client that does not ask for a type may be sent one that it cannot read.',
        ),
      ),
    ...was
      .filter((type) => is.includes(type))
      .flatMap((type) => {
        const [from, to] = [base, head].map((located) => ({
          side: located.side,
          pointer: `${pointer(located, type)}/schema`,
        })) as [SchemaPlace, SchemaPlace];
        return compareValues(from, to, site);
      }),
  ];
}

interface SchemaPlace {
  readonly side: Side;
  readonly pointer: string;
}

function typesOf({ node: { content } }: LocatedIn): string[] {
  return isObject(content) ? Object.keys(content) : [];
}
