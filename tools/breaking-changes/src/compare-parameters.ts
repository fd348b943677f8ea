import { isDeepStrictEqual } from 'node:util';
import { isObject } from '@org/contract-tests/internal/description/pointer';
import type { Change } from './change.ts';
import { compareValues } from './compare-values.ts';
import { isOne, type OperationAt, type ParameterAt } from './operation.ts';

/** What says how a parameter's value becomes text. */
const SERIALIZATION = ['style', 'explode', 'allowReserved', 'content'];

/** Compares the parameters of an operation. */
export function compareParameters(
  base: OperationAt,
  head: OperationAt,
): Change[] {
  const [was, is] = [base, head].map(withPlacesAsNames) as [
    ParameterAt[],
    ParameterAt[],
  ];
  return [
    ...was.flatMap((parameter) => {
      const now = is.find((each) => isOne(each, parameter));
      return now === undefined
        ? [removed(base, parameter)]
        : compareParameter(base, head, parameter, now);
    }),
    ...is
      .filter((parameter) => !was.some((each) => isOne(each, parameter)))
      .map((parameter) => added(base, parameter)),
  ];
}

/** Parameters of the path are known by their place in it, because their names are not on the wire. */
function withPlacesAsNames({ path, parameters }: OperationAt): ParameterAt[] {
  const placeholders = [...path.matchAll(/\{([^}]*)\}/g)].map(
    ([, name]) => name,
  );
  return parameters.map((each) =>
    each.in === 'path'
      ? { ...each, name: String(placeholders.indexOf(each.name)) }
      : each,
  );
}

function compareParameter(
  base: OperationAt,
  head: OperationAt,
  was: ParameterAt,
  is: ParameterAt,
): Change[] {
  const where = `${base.name}: ${was.in} parameter ${String(was.node['name'])}`;
  const changes: Change[] = [];
  const add = (
    rule: string,
    breaking: boolean,
    what: string,
    suffers: string,
  ) =>
    changes.push({
      rule,
      breaking,
      at: is.pointer,
      where: [where],
      what,
      suffers: breaking ? suffers : '',
    });

  if (was.in === 'path' && was.node['name'] !== is.node['name'])
    add(
      'request-path-parameter-renamed',
      true,
      `now ${String(is.node['name'])}`,
      'Code that names it to a generated client does not compile.',
    );
  const [needed, needs] = [was, is].map(
    ({ node }) => node['required'] === true,
  );
  if (needed !== needs)
    add(
      `request-parameter-became-${needs ? 'required' : 'optional'}`,
      needs === true,
      needs ? 'was optional, now required' : 'was required, now optional',
      'A request without it is refused.',
    );
  for (const word of SERIALIZATION)
    if (!isDeepStrictEqual(was.node[word], is.node[word]))
      add(
        'request-parameter-serialization-changed',
        true,
        `${word} differs`,
        'What a client writes is read otherwise.',
      );
  if (isObject(was.node['schema']) && isObject(is.node['schema']))
    changes.push(
      ...compareValues(
        { side: base.side, pointer: `${was.pointer}/schema` },
        { side: head.side, pointer: `${is.pointer}/schema` },
        { direction: 'request', subject: 'request-parameter', where, path: [] },
      ),
    );
  return changes;
}

function removed({ name }: OperationAt, parameter: ParameterAt): Change {
  return {
    rule: 'request-parameter-removed',
    breaking: true,
    at: parameter.pointer,
    where: [name],
    what: `${parameter.in} parameter ${String(parameter.node['name'])} is gone`,
    suffers: 'What a client sends there is refused, or read no more.',
  };
}

function added({ name }: OperationAt, parameter: ParameterAt): Change {
  const breaking = parameter.node['required'] === true;
  return {
    rule: `new-${breaking ? 'required' : 'optional'}-request-parameter`,
    breaking,
    at: parameter.pointer,
    where: [name],
    what: `${parameter.in} parameter ${String(parameter.node['name'])} is new`,
    suffers: breaking ? 'A request without it is refused.' : '',
  };
}
