import { locate } from '@org/contract-tests/internal/description/pointer';
import type { Change } from './change.ts';
import { compareContents } from './compare-contents.ts';
import type { OperationAt } from './operation.ts';

/** Compares what an operation takes as its body. */
export function compareRequestBodies(
  base: OperationAt,
  head: OperationAt,
): Change[] {
  const was = locate(`${base.pointer}/requestBody`, base.side.document);
  const is = locate(`${head.pointer}/requestBody`, head.side.document);
  const needed = was?.node['required'] === true;
  const needs = is?.node['required'] === true;
  const change = (
    rule: string,
    breaking: boolean,
    at: string,
    what: string,
  ) => ({
    rule,
    breaking,
    at,
    where: [`${base.name}: request body`],
    what,
    suffers: breaking ? 'A request that was valid is refused.' : '',
  });
  if (was === undefined)
    return is === undefined
      ? []
      : [
          change(
            `request-body-added-${needs ? 'required' : 'optional'}`,
            needs,
            is.pointer,
            'is new',
          ),
        ];
  if (is === undefined)
    return [change('request-body-removed', true, was.pointer, 'is gone')];
  const requirement =
    needed === needs
      ? []
      : [
          change(
            `request-body-became-${needs ? 'required' : 'optional'}`,
            needs,
            is.pointer,
            needs ? 'was optional, now required' : 'was required, now optional',
          ),
        ];
  return [
    ...requirement,
    ...compareContents(
      { side: base.side, ...was },
      { side: head.side, ...is },
      {
        direction: 'request',
        subject: 'request-body',
        where: `${base.name}: request body`,
        path: [],
      },
    ),
  ];
}
