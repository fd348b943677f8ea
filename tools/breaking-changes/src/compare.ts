import { isDeepStrictEqual } from 'node:util';
import {
  escapePart,
  isObject,
} from '@org/contract-tests/internal/description/pointer';
import { merged, type Change } from './change.ts';
import { compareOperations } from './compare-operations.ts';
import type { Side } from './side.ts';

/** Every change from one description to another, those that break a client first. */
export function compareDescriptions(base: Side, head: Side): Change[] {
  return merged([
    ...compareDialects(base, head),
    ...compareOperations(base, head),
    ...compareWebhooks(base, head),
    ...compareSchemaNames(base, head),
  ]);
}

function compareDialects(base: Side, head: Side): Change[] {
  const word = 'jsonSchemaDialect';
  const [was, is] = [base, head].map(({ document }) => document[word]);
  if (was === is) return [];
  return [
    {
      rule: 'json-schema-dialect-changed',
      breaking: true,
      at: is === undefined ? '' : `/${word}`,
      where: ['every schema'],
      what: `${JSON.stringify(was)}, now ${JSON.stringify(is)}`,
      suffers: 'Tools read every schema by other rules.',
    },
  ];
}

/** What this gate does not look into counts as broken when it is not the same. */
function compareWebhooks(base: Side, head: Side): Change[] {
  const [was, is] = [base, head].map(({ document }) => document['webhooks']);
  if (isDeepStrictEqual(was, is)) return [];
  return [
    {
      rule: 'webhooks-changed',
      breaking: isObject(was),
      at: is === undefined ? '' : '/webhooks',
      where: ['webhooks'],
      what: 'webhooks differ, and are not compared further',
      suffers: isObject(was)
        ? 'A client that takes calls may be called otherwise.'
        : '',
    },
  ];
}

/** Generated code calls types by the names of schemas, as it calls functions by operationIds. */
function compareSchemaNames(base: Side, head: Side): Change[] {
  const is = schemaNames(head);
  return schemaNames(base)
    .filter((name) => !is.includes(name))
    .map((name) => ({
      rule: 'api-schema-removed',
      breaking: true,
      at: `/components/schemas/${escapePart(name)}`,
      where: [`schema ${name}`],
      what: 'is gone',
      suffers: 'Code that names the generated type does not compile.',
    }));
}

function schemaNames({ document: { components } }: Side): string[] {
  const schemas = isObject(components) ? components['schemas'] : undefined;
  return isObject(schemas) ? Object.keys(schemas) : [];
}
