import {
  escapePart,
  isObject,
  locate,
} from '@org/contract-tests/internal/description/pointer';
import type { Change } from './change.ts';
import { compareContents, type LocatedIn } from './compare-contents.ts';
import { compareValues } from './compare-values.ts';
import type { OperationAt } from './operation.ts';
import type { Site } from './site.ts';

/** Compares the answers of an operation. */
export function compareAnswers(base: OperationAt, head: OperationAt): Change[] {
  const [was, is] = [statusesOf(base), statusesOf(head)];
  return [
    ...was
      .filter((status) => !is.includes(status))
      .map((status) => removed(base, status)),
    ...is.flatMap((status) =>
      was.includes(status)
        ? compareAnswer(base, head, status, status)
        : added(base, head, status),
    ),
  ];
}

function removed(base: OperationAt, status: string): Change {
  return {
    rule: `response-${kindOf(status)}-status-removed`,
    breaking: true,
    at: answerAt(base, status).pointer,
    where: [base.name],
    what: `status ${status} is gone`,
    suffers: 'A client that waits for it, or acts on it, never sees it.',
  };
}

function added(base: OperationAt, head: OperationAt, status: string): Change[] {
  const isSuccess = kindOf(status) === 'success';
  const change = {
    rule: `response-${kindOf(status)}-status-added`,
    breaking: isSuccess,
    at: answerAt(head, status).pointer,
    where: [base.name],
    what: `status ${status} is new`,
    suffers: isSuccess
      ? 'A client that accepts only the documented successes treats it as a failure, or misreads it.'
      : '',
  };
  // Until now such an answer was what the range, or the default, says of it.
  const covering = [`${status[0] ?? ''}XX`, 'default'].find((each) =>
    statusesOf(base).includes(each),
  );
  return covering === undefined || isSuccess
    ? [change]
    : [change, ...compareAnswer(base, head, covering, status)];
}

function compareAnswer(
  base: OperationAt,
  head: OperationAt,
  from: string,
  to: string,
): Change[] {
  const [was, is] = [answerAt(base, from), answerAt(head, to)];
  const where = `${base.name}: answer ${to}`;
  const site: Site = {
    direction: 'response',
    subject: 'response-body',
    where,
    path: [],
  };
  return [...compareHeaders(was, is, where), ...compareContents(was, is, site)];
}

function compareHeaders(
  base: LocatedIn,
  head: LocatedIn,
  where: string,
): Change[] {
  const [was, is] = [headersOf(base), headersOf(head)];
  return [
    ...[...was].flatMap(([name, header]) => {
      const now = is.get(name);
      return now === undefined
        ? [headerRemoved(header, where)]
        : compareHeader(header, now, where);
    }),
    ...[...is]
      .filter(([name]) => !was.has(name))
      .map(([, { pointer, name }]) => ({
        rule: 'response-header-added',
        breaking: false,
        at: pointer,
        where: [where],
        what: `header ${name} is new`,
        suffers: '',
      })),
  ];
}

function headerRemoved(
  { pointer, name, node }: HeaderAt,
  where: string,
): Change {
  return {
    rule: `${node['required'] === true ? 'required' : 'optional'}-response-header-removed`,
    breaking: true,
    at: pointer,
    where: [where],
    what: `header ${name} is gone`,
    suffers: 'A client that reads it finds nothing.',
  };
}

function compareHeader(was: HeaderAt, is: HeaderAt, where: string): Change[] {
  const [always, stillAlways] = [was, is].map(
    ({ node }) => node['required'] === true,
  );
  const requirement: Change[] =
    always === stillAlways
      ? []
      : [
          {
            rule: `response-header-became-${stillAlways ? 'required' : 'optional'}`,
            breaking: always === true,
            at: is.pointer,
            where: [where],
            what: `header ${is.name} ${stillAlways ? 'comes always now' : 'came always, and does not now'}`,
            suffers: always ? 'A client that reads it may find nothing.' : '',
          },
        ];
  const schemas = [was, is].map(({ side, pointer }) => ({
    side,
    pointer: `${pointer}/schema`,
  })) as [LocatedIn, LocatedIn];
  return [
    ...requirement,
    ...compareValues(...schemas, {
      direction: 'response',
      subject: 'response-header',
      where: `${where}: header ${is.name}`,
      path: [],
    }),
  ];
}

interface HeaderAt extends LocatedIn {
  readonly name: string;
}

/** The headers of an answer by their names in lower case (RFC 9110 section 5.1). */
function headersOf({ side, pointer, node }: LocatedIn): Map<string, HeaderAt> {
  const names = isObject(node['headers']) ? Object.keys(node['headers']) : [];
  return new Map(
    names.flatMap((name) => {
      const at = `${pointer}/headers/${escapePart(name)}`;
      const found = locate(at, side.document);
      return found === undefined
        ? []
        : [[name.toLowerCase(), { ...found, side, name }] as const];
    }),
  );
}

function statusesOf({ node: { responses } }: OperationAt): string[] {
  return isObject(responses) ? Object.keys(responses) : [];
}

function answerAt({ side, pointer }: OperationAt, status: string): LocatedIn {
  const at = `${pointer}/responses/${status}`;
  const found = locate(at, side.document) ?? { pointer: at, node: {} };
  return { ...found, side };
}

function kindOf(status: string): 'success' | 'non-success' {
  return status.startsWith('2') ? 'success' : 'non-success';
}
