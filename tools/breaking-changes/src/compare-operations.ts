import { isDeepStrictEqual } from 'node:util';
import {
  escapePart,
  isObject,
} from '@org/contract-tests/internal/description/pointer';
import { compareAnswers } from './compare-answers.ts';
import { compareParameters } from './compare-parameters.ts';
import { compareRequestBodies } from './compare-request-bodies.ts';
import { compareSecurity } from './compare-security.ts';
import type { Change } from './change.ts';
import { operationsOf, type OperationAt } from './operation.ts';
import type { Side } from './side.ts';

/** Compares the operations of two descriptions. */
export function compareOperations(base: Side, head: Side): Change[] {
  const [was, is] = [operationsOf(base), operationsOf(head)];
  return [
    ...[...was].flatMap(([key, operation]) => {
      const now = is.get(key);
      return now === undefined
        ? [gone(operation, is)]
        : compareOperation(operation, now);
    }),
    ...[...is]
      .filter(([key]) => !was.has(key))
      .map(([, { name, pointer }]) => ({
        rule: 'endpoint-added',
        breaking: false,
        at: pointer,
        where: [name],
        what: 'is new',
        suffers: '',
      })),
  ];
}

function gone(
  { name, pointer, shape }: OperationAt,
  head: ReadonlyMap<string, OperationAt>,
): Change {
  const pathStays = [...head.values()].some((each) => each.shape === shape);
  return {
    rule: `${pathStays ? 'api' : 'api-path'}-removed-without-deprecation`,
    breaking: true,
    at: pointer,
    where: [name],
    what: pathStays ? 'the path has no such method' : 'there is no such path',
    suffers: 'Every call of it fails.',
  };
}

function compareOperation(base: OperationAt, head: OperationAt): Change[] {
  return [
    ...compareNames(base, head),
    ...compareServers(base, head),
    ...compareSecurity(base, head),
    ...compareParameters(base, head),
    ...compareRequestBodies(base, head),
    ...compareAnswers(base, head),
    ...compareCallbacks(base, head),
  ];
}

function compareNames(base: OperationAt, head: OperationAt): Change[] {
  const [was, is] = [base.node['operationId'], head.node['operationId']];
  const renamed =
    was === undefined || was === is
      ? []
      : [
          {
            rule: 'api-operation-id-removed',
            breaking: true,
            at: `${head.pointer}${is === undefined ? '' : '/operationId'}`,
            where: [base.name],
            what: `operationId ${JSON.stringify(was)}, now ${JSON.stringify(is)}`,
            suffers:
              'Code that calls a generated client by it does not compile.',
          },
        ];
  const deprecated =
    head.node['deprecated'] === true && base.node['deprecated'] !== true
      ? [
          {
            rule: 'endpoint-deprecated',
            breaking: false,
            at: `${head.pointer}/deprecated`,
            where: [base.name],
            what: 'is deprecated',
            suffers: '',
          },
        ]
      : [];
  return [...renamed, ...deprecated];
}

function compareServers(base: OperationAt, head: OperationAt): Change[] {
  return base.servers
    .filter((url) => !head.servers.includes(url))
    .map((url) => ({
      rule: 'api-server-removed',
      breaking: true,
      at: base.pointer,
      where: [base.name],
      what: `server ${url}, now ${head.servers.join(', ') || 'none'}`,
      suffers: 'A client that calls that server may get no answer.',
    }));
}

/** What this gate does not look into counts as broken when it is not the same. */
function compareCallbacks(base: OperationAt, head: OperationAt): Change[] {
  const [was, is] = [base.node['callbacks'], head.node['callbacks']];
  if (isDeepStrictEqual(was, is)) return [];
  return [
    {
      rule: 'api-callbacks-changed',
      breaking: isObject(was),
      at: `${head.pointer}${is === undefined ? '' : `/${escapePart('callbacks')}`}`,
      where: [base.name],
      what: 'callbacks differ, and are not compared further',
      suffers: isObject(was)
        ? 'A client that takes calls may be called otherwise.'
        : '',
    },
  ];
}
