import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFastValidator } from './fast-validate.ts';
import type { Api } from './load-api.ts';
import { JSON_TYPE } from './schema-locations.ts';
import { controlApi } from './control-api.ts';
import {
  stockRoute,
  stockValidators,
  type Operation,
  type PrismRequest,
  type PrismResponse,
} from './prism.ts';
import { createRouter } from './routing.ts';
import { tokenApi } from './token-api.ts';

const ANYWHERE: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  '',
  'x',
  '0',
  'true',
  ' x',
  '\u{1f600}',
  '2020-02-30T00:00:00Z',
  '2020-04-07T11:09:60Z',
  '2020-04-07t11:09:03z',
  'E8A47AFF-F520-4B8D-952B-79D36D10FB3E',
  'urn:uuid:e8a47aff-f520-4b8d-952b-79d36d10fb3e',
  [],
  ['x'],
  {},
];
const SEGMENTS = [
  'x',
  'a-b_c',
  '',
  'a.b',
  'a b',
  'ä',
  '%20',
  '%zz',
  '{x}',
  'a,b',
];

type Contents = NonNullable<Operation['responses'][number]['contents']>;

const apis = { tokenApi, controlApi };
const operations = Object.entries(apis).flatMap(([name, api]) =>
  api.operations.map((operation): [string, Operation, Api] => [
    `${name} ${operation.iid ?? ''}`,
    operation,
    api,
  ]),
);

function examplesOf(contents: Contents = []): unknown[] {
  return contents.flatMap(({ examples = [] }) =>
    examples.map((example) => ('value' in example ? example.value : undefined)),
  );
}

/** A value with one place changed: replaced, left out, or with one more field. */
function mutations(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [...ANYWHERE];
  if (Array.isArray(value)) return [...ANYWHERE, [...(value as unknown[]), 1]];
  const fields = Object.entries(value);
  return [
    ...ANYWHERE,
    { ...value, unexpected: 'x' },
    ...fields.flatMap(([name, field]) => [
      Object.fromEntries(fields.filter(([other]) => other !== name)),
      ...mutations(field).map((next) => ({ ...value, [name]: next })),
    ]),
  ];
}

/** Values for a place that has these examples: these, their mutations, and what nobody thought of. */
function valuesFor(examples: readonly unknown[]): unknown[] {
  const strange = fc.sample(fc.jsonValue(), { numRuns: 30, seed: 1 });
  return [...examples, ...examples.flatMap(mutations), ...strange, undefined];
}

function requestOf(
  { method, path }: Operation,
  body: unknown,
  more: Partial<PrismRequest> = {},
): PrismRequest {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method: method as PrismRequest['method'],
    url: { path: path.replace(/\{\w+\}/g, 'x') },
    headers: { 'content-length': body === undefined ? '0' : '9', ...type },
    body,
    ...more,
  };
}

describe.each(operations)(
  'what is accepted quickly of %s',
  (_, operation, api) => {
    const accepts = createFastValidator(api.checks);
    const stock = stockValidators();

    it('is a documented request, and never one that Prism refuses', () => {
      const examples = examplesOf(operation.request?.body?.contents);
      const bodies =
        operation.request?.body === undefined
          ? [undefined]
          : valuesFor(examples);
      let accepted = 0;
      for (const body of bodies) {
        const element = requestOf(operation, body);
        if (!accepts.request(operation, element)) continue;
        accepted += 1;
        expect(
          stock.validateInput({ resource: operation, element }),
        ).toMatchObject({ _tag: 'Right' });
      }
      for (const body of examples)
        expect(accepts.request(operation, requestOf(operation, body))).toBe(
          true,
        );
      expect(accepted).toBeGreaterThan(0);
    });

    it('is no request that Prism refuses for its path, its media type or its length', () => {
      const [body] = examplesOf(operation.request?.body?.contents);
      const usual = requestOf(operation, body);
      const elements = [
        ...SEGMENTS.map((segment) => ({
          ...usual,
          url: { path: operation.path.replace(/\{\w+\}/g, segment) },
        })),
        ...[
          undefined,
          '',
          'text/plain',
          'application/JSON',
          'application/json; charset=utf-8',
        ].flatMap((type) =>
          ['0', '9', undefined].map((length): PrismRequest => ({
            ...usual,
            headers: {
              ...(type === undefined ? {} : { 'content-type': type }),
              ...(length === undefined ? {} : { 'content-length': length }),
            },
          })),
        ),
      ];
      for (const element of elements) {
        if (!accepts.request(operation, element)) continue;
        expect(
          stock.validateInput({ resource: operation, element }),
        ).toMatchObject({ _tag: 'Right' });
      }
    });

    it('is a request with its keys, and never one that Prism finds them missing in', () => {
      const names = (operation.security ?? [])
        .flat()
        .flatMap((scheme) =>
          'name' in scheme ? [scheme.name.toLowerCase()] : [],
        );
      const given = [undefined, '', 'x'];
      let accepted = 0;
      for (const first of given)
        for (const second of given) {
          const headers = Object.fromEntries(
            [...new Set(names)]
              .map((name, index) => [name, [first, second][index % 2]])
              .filter(([, value]) => value !== undefined),
          ) as Record<string, string>;
          const element = { ...requestOf(operation, undefined), headers };
          if (!accepts.keys(operation, element)) continue;
          accepted += 1;
          expect(
            stock.validateSecurity({ resource: operation, element }),
          ).toMatchObject({ _tag: 'Right' });
        }
      expect(accepted).toBeGreaterThan(0);
    });

    it.each(
      operation.responses.map((response) => [response.code, response] as const),
    )(
      'is an answer %s as documented, and never one that Prism refuses',
      (code, { contents, headers: specs = [] }) => {
        const usual: Record<string, string> = {
          'content-type': 'application/json',
        };
        for (const { name, schema } of specs)
          usual[name.toLowerCase()] =
            (schema as { const?: string }).const ?? '1';
        const answerOf = (body: unknown, headers = usual): PrismResponse => ({
          statusCode: code === 'default' ? 418 : Number(code),
          headers,
          body,
        });
        const examples = examplesOf(contents);
        const odd = Object.keys(usual).flatMap((name) => [
          ...[
            '',
            'x',
            '1.5',
            'no-store, x',
            'text/plain',
            'application/json; charset=utf-8',
          ].map((value) => ({ ...usual, [name]: value })),
          Object.fromEntries(
            Object.entries(usual).filter(([other]) => other !== name),
          ),
          { ...usual, [name.toUpperCase()]: 'y' },
        ]);
        const elements = [
          ...valuesFor(examples).map((body) => answerOf(body)),
          ...odd.map((headers) => answerOf(examples[0], headers)),
        ];
        for (const element of elements) {
          if (!accepts.answer(operation, element)) continue;
          expect(
            stock.validateOutput({ resource: operation, element }),
          ).toMatchObject({ _tag: 'Right' });
        }
        // `default`, and what is not JSON, is left to Prism.
        for (const body of examples)
          expect(accepts.answer(operation, answerOf(body))).toBe(
            code !== 'default' && contents?.[0]?.mediaType === JSON_TYPE,
          );
      },
    );
  },
);

describe.each(Object.entries(apis))(
  'the router of %s',
  (_, { operations: all }) => {
    it('finds for a path that is spelt out what Prism finds', () => {
      const router = createRouter(all);
      for (const { path } of all)
        for (const { method } of all) {
          const resources = all.filter((other) => other.path === path);
          const input = { method, url: { path } } as PrismRequest;
          const stock = stockRoute({ resources, input });
          const found = router.find({
            method: method.toUpperCase(),
            path,
            headers: {},
          });
          expect(found).toEqual(
            stock._tag === 'Right'
              ? { operation: stock.right }
              : {
                  allowed: expect.arrayContaining([
                    expect.any(String),
                  ]) as unknown,
                },
          );
        }
    });
  },
);
