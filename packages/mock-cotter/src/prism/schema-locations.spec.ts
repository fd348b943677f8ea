// Which schemas are checked without Prism, and what these checks accept, for operations that are invented here.
// That Prism finds nothing wrong with what is accepted is shown beside this, with its validators.
import { beforeAll, describe, expect, it } from 'vitest';
import { createFastValidator, type FastValidator } from './fast-validate.ts';
import {
  locationName,
  schemaLocations,
  type Checks,
} from './schema-locations.ts';
import { compileChecks, createCompilers } from './compile-checks.ts';
import type { Operation } from './prism.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const BODY = {
  $schema: DIALECT,
  type: 'object',
  properties: { a: { type: 'integer' } },
  required: ['a'],
};

type Fields = Record<string, unknown>;

/** A parameter as Prism reads it. */
function parameter(name: string, more: Fields = {}): Fields {
  return { name, style: 'simple', schema: { type: 'integer' }, ...more };
}

function content(schema: object = BODY, mediaType = 'application/json') {
  return { mediaType, schema };
}

const REQUEST = {
  headers: [parameter('A-Count')],
  path: [parameter('Part', { schema: { type: 'string' }, required: true })],
  body: { contents: [content()] },
};
const RESPONSE = {
  code: '200',
  contents: [content()],
  headers: [parameter('Left', { required: true })],
};

function operationOf(request: unknown, more: Fields = {}): Operation {
  return {
    iid: 'op',
    method: 'post',
    path: '/at/{Part}',
    request,
    responses: [RESPONSE],
    ...more,
  } as unknown as Operation;
}

const WHOLE = operationOf(REQUEST);

describe('a place', () => {
  const names = (operation: Operation): string[] =>
    schemaLocations([operation]).map(({ name }) => name);
  const without = (part: string): string[] =>
    names(WHOLE).filter((name) => name !== part);
  const withRequest = (more: Fields): string[] =>
    names(operationOf({ ...REQUEST, ...more }));

  it('is each body, and each set of headers or parameters of the path', () => {
    expect(schemaLocations([WHOLE])).toEqual([
      { name: 'op request body', schema: BODY, coerce: false },
      {
        name: 'op request headers',
        schema: {
          type: 'object',
          properties: { 'a-count': { type: 'integer' } },
          required: [],
        },
        coerce: true,
      },
      {
        name: 'op request path',
        schema: {
          type: 'object',
          properties: { part: { type: 'string' } },
          required: ['part'],
        },
        coerce: true,
      },
      { name: 'op 200 body', schema: BODY, coerce: false },
      {
        name: 'op 200 headers',
        schema: {
          type: 'object',
          properties: { left: { type: 'integer' } },
          required: ['left'],
        },
        coerce: true,
      },
    ]);
    expect(locationName({}, '200', 'body')).toBe(' 200 body');
  });

  it('is there without parameters, without a request, and without a body of it', () => {
    expect(withRequest({ headers: undefined, path: undefined })).toEqual(
      names(WHOLE),
    );
    expect(names(operationOf(undefined))).toEqual(without('op request body'));
    expect(withRequest({ body: undefined })).toEqual(
      without('op request body'),
    );
  });

  it.each<[string, Fields]>([
    ['no content', { contents: [] }],
    ['no list of contents', {}],
    ['two contents', { contents: [content(), content()] }],
    ['another media type', { contents: [content(BODY, 'text/plain')] }],
    ['another dialect', { contents: [content({ type: 'object' })] }],
    ['no schema', { contents: [{ mediaType: 'application/json' }] }],
  ])('is no body with %s', (_name, body) => {
    expect(withRequest({ body })).toEqual(without('op request body'));
  });

  it.each<[string, Fields]>([
    ['deprecated', { deprecated: true }],
    ['of another style', { style: 'label' }],
    ['without a type', { schema: {} }],
    ['without a schema', { schema: undefined }],
    ['of several types', { schema: { type: ['string', 'null'] } }],
    ['an array', { schema: { type: 'array' } }],
    ['an object', { schema: { type: 'object' } }],
  ])('has no parameter that is %s', (_name, more) => {
    const headers = [parameter('Plain'), parameter('Odd', more)];
    expect(withRequest({ headers })).toEqual(without('op request headers'));
  });

  it('is none in an operation that refers to what is outside', () => {
    expect(names(operationOf(REQUEST, { __bundled__: {} }))).toEqual([]);
  });
});

describe('a check', () => {
  it('tells by the schema of its place, and reads texts as numbers only in headers', () => {
    const checks = compileChecks([WHOLE]);
    const verdicts = (name: string, ...values: unknown[]): unknown[] =>
      values.map((value) => checks[name]?.(value));
    expect(verdicts('op request body', { a: 1 }, { a: '1' }, {}, 5)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(
      verdicts('op 200 headers', { left: '1' }, { left: 'x' }, {}),
    ).toEqual([true, false, false]);
  });

  it.each<[string, object]>([
    ['is none', { type: 'none' }],
    ['has a format that Prism may know otherwise', { format: 'email' }],
    ['refers to nothing', { $ref: '#/nowhere' }],
  ])('is left out where a schema %s, and the others stay', (_name, schema) => {
    const body = { contents: [content({ $schema: DIALECT, ...schema })] };
    const checks = compileChecks([operationOf({ ...REQUEST, body })]);
    expect(Object.keys(checks)).toEqual(
      schemaLocations([WHOLE])
        .map(({ name }) => name)
        .slice(1),
    );
  });

  it('knows the formats of the description, unknown keywords and union types', () => {
    const { exact, coercing } = createCompilers();
    const uuid = 'e8a47aff-f520-4b8d-952b-79d36d10fb3e';
    for (const ajv of [exact, coercing]) {
      expect(ajv.validate({ format: 'uuid' }, uuid)).toBe(true);
      expect(ajv.validate({ format: 'uuid' }, 'x')).toBe(false);
      expect(ajv.validate({ format: 'date-time' }, 'x')).toBe(false);
      const odd = { type: ['string', 'number'], 'x-odd': 1 };
      expect(ajv.validate(odd, 5)).toBe(true);
      // One error is enough.
      ajv.validate({ type: 'string', minimum: 9, enum: [1] }, 5);
      expect(ajv.errors).toHaveLength(1);
    }
    expect(createCompilers({ allErrors: true }).exact.opts.allErrors).toBe(
      true,
    );
  });
});

describe('what is accepted', () => {
  let accepts: FastValidator;

  beforeAll(() => {
    accepts = createFastValidator(compileChecks([WHOLE]));
  });

  const all = (verdict: boolean): Checks =>
    Object.fromEntries(
      schemaLocations([WHOLE]).map(({ name }) => [name, () => verdict]),
    );
  const HEADERS = { 'content-type': 'application/json', 'a-count': '1' };
  const usual = {
    method: 'post' as const,
    url: { path: '/at/x' },
    headers: { ...HEADERS },
    body: { a: 1 },
  };

  it('a request that every check is content with', () => {
    expect(accepts.request(WHOLE, usual)).toBe(true);
    for (const name of ['body', 'headers', 'path'].map(
      (part) => `op request ${part}`,
    )) {
      const one = { ...all(true), [name]: () => false };
      expect(createFastValidator(one).request(WHOLE, usual)).toBe(false);
      const { [name]: _, ...others } = all(true);
      expect(createFastValidator(others).request(WHOLE, usual)).toBe(false);
    }
  });

  it.each<[string, object]>([
    ['a longer path', { url: { path: '/at/x/y' } }],
    ['another path', { url: { path: '/to/x' } }],
    ['no body', { body: undefined }],
    ['a body that is null', { body: null }],
    ['a body that is a text', { body: 'x' }],
    ['another media type', { headers: { 'content-type': 'text/json' } }],
  ])('no request with %s, whatever the checks say', (_name, more) => {
    const content = createFastValidator(all(true));
    expect(content.request(WHOLE, usual)).toBe(true);
    expect(content.request(WHOLE, { ...usual, ...more })).toBe(false);
  });

  it.each<[string, object, boolean]>([
    ['no headers', { headers: undefined }, false],
    ['another media type', { headers: { 'content-type': 'text/json' } }, false],
    [
      'a header that is no number',
      { headers: { ...HEADERS, 'a-count': 'x' } },
      false,
    ],
    [
      'an empty header, which counts as none',
      { headers: { ...HEADERS, 'a-count': '' } },
      true,
    ],
    ['a body that does not match', { body: {} }, false],
    ['a body that is null', { body: null }, false],
    ['a body that is a text', { body: 'x' }, false],
    ['no body', { body: undefined }, false],
    ['a longer path', { url: { path: '/at/x/y' } }, false],
    ['another path', { url: { path: '/to/x' } }, false],
    ['an empty parameter', { url: { path: '/at/' } }, false],
    ['a parameter that is encoded', { url: { path: '/at/%20' } }, false],
    ['a parameter with a sign at its end', { url: { path: '/at/x.' } }, false],
    ['a parameter with a sign before it', { url: { path: '/at/.x' } }, false],
    ['a parameter of words', { url: { path: '/at/a-b_9' } }, true],
    ['the path of the template itself', { url: { path: '/at/{Part}' } }, false],
  ])('a request or not: %s', (_name, more, verdict) => {
    expect(accepts.request(WHOLE, { ...usual, ...more })).toBe(verdict);
  });

  it('a request of an operation that asks for nothing', () => {
    const { request: _, ...rest } = WHOLE;
    expect(accepts.request(rest, { ...usual, body: 'x' })).toBe(true);
    const queried = operationOf({ ...REQUEST, query: [parameter('q')] });
    expect(accepts.request(queried, usual)).toBe(false);
    const none = operationOf({ ...REQUEST, query: [] });
    expect(accepts.request(none, usual)).toBe(true);
  });

  it.each<[string, object, boolean]>([
    ['nothing sent', {}, true],
    ['a body', { body: {} }, false],
    ['a length', { headers: { 'content-length': '5' } }, false],
    ['no length', { headers: {} }, true],
    [
      'a type',
      { headers: { 'content-length': '0', 'content-type': 'x' } },
      false,
    ],
  ])('a request without a body: %s', (_name, more, verdict) => {
    const bodiless = operationOf({ ...REQUEST, body: undefined });
    const empty = {
      ...usual,
      body: undefined,
      headers: { 'content-length': '0' },
    };
    expect(accepts.request(bodiless, { ...empty, ...more })).toBe(verdict);
  });

  it('a path that has no parameter', () => {
    const literal = operationOf({ ...REQUEST, path: [] }, { path: '/at/x' });
    const literally = createFastValidator(compileChecks([literal]));
    expect(literally.request(literal, usual)).toBe(true);
    expect(
      literally.request(literal, { ...usual, url: { path: '/at/y' } }),
    ).toBe(false);
    const two = operationOf(
      { ...REQUEST, path: [parameter('one'), parameter('two')] },
      { path: '/{one}/{two}' },
    );
    const numbers = createFastValidator(compileChecks([two]));
    const at = (path: string): boolean =>
      numbers.request(two, { ...usual, url: { path } });
    expect([at('/1/2'), at('/x/2'), at('/1/x')]).toEqual([true, false, false]);
    const odd = operationOf(REQUEST, { path: '/at/x{Part}' });
    expect(accepts.request(odd, { ...usual, url: { path: '/at/xy' } })).toBe(
      false,
    );
    const after = operationOf(REQUEST, { path: '/at/{Part}x' });
    expect(accepts.request(after, { ...usual, url: { path: '/at/yx' } })).toBe(
      false,
    );
  });

  it('an answer of a status that is described, with all that it must have', () => {
    const answer = {
      statusCode: 200,
      headers: { 'content-type': 'application/json', left: '1' },
      body: { a: 1 },
    };
    const verdict = (more: object): boolean =>
      accepts.answer(WHOLE, { ...answer, ...more });
    const json = { 'content-type': 'application/json' };
    expect(verdict({})).toBe(true);
    expect(verdict({ statusCode: 201 })).toBe(false);
    expect(verdict({ body: {} })).toBe(false);
    expect(verdict({ headers: undefined })).toBe(false);
    expect(verdict({ headers: json })).toBe(false);
    expect(verdict({ headers: { left: '1' } })).toBe(false);
    expect(verdict({ headers: { ...json, left: '' } })).toBe(false);
    expect(verdict({ headers: { ...json, left: '1', Other: 'x' } })).toBe(
      false,
    );
    expect(verdict({ headers: { ...json, left: '1', other: 'x' } })).toBe(true);
  });

  it('an answer by what is described for its very status, request or none', () => {
    const other = {
      code: '404',
      contents: [content({ ...BODY, required: ['b'] })],
    };
    const operation = operationOf(undefined, { responses: [RESPONSE, other] });
    const answers = createFastValidator(compileChecks([operation]));
    const verdict = (statusCode: number, body: object, left = {}): boolean => {
      const headers = { 'content-type': 'application/json', ...left };
      return answers.answer(operation, { statusCode, headers, body });
    };
    expect(verdict(404, { b: 1 })).toBe(true);
    expect(verdict(404, { a: 1 })).toBe(false);
    expect(verdict(200, { a: 1 }, { left: '1' })).toBe(true);
    expect(verdict(200, { b: 1 }, { left: '1' })).toBe(false);
    expect(verdict(200, { a: 1 })).toBe(false);
  });

  it('a request that has only a body', () => {
    const { body } = REQUEST;
    const operation = operationOf({ body }, { path: '/at' });
    const bodies = createFastValidator(compileChecks([operation]));
    const request = { ...usual, url: { path: '/at' } };
    expect(bodies.request(operation, request)).toBe(true);
    expect(bodies.request(operation, { ...request, body: {} })).toBe(false);
  });

  describe('keys', () => {
    const key = (name: string, more: Fields = {}): Fields => ({
      type: 'apiKey',
      in: 'header',
      name,
      ...more,
    });
    const given = (security: unknown, headers?: Record<string, string>) =>
      accepts.keys(operationOf(REQUEST, { security }), {
        ...usual,
        ...(headers === undefined ? { headers: {} } : { headers }),
      });

    it('are there, all of one alternative', () => {
      const both = [[key('First'), key('Second')], [key('Third')]];
      expect(given(both, { first: 'x', second: 'y' })).toBe(true);
      expect(given(both, { third: 'x' })).toBe(true);
      expect(given(both, { first: 'x' })).toBe(false);
      expect(given(both, { first: 'x', second: '' })).toBe(false);
      expect(given(both)).toBe(false);
      const { headers: _, ...headless } = usual;
      const operation = operationOf(REQUEST, { security: both });
      expect(accepts.keys(operation, headless)).toBe(false);
    });

    it('are asked for by nothing, or need not be there', () => {
      expect(given(undefined)).toBe(true);
      expect(given([])).toBe(true);
      expect(given([[], [key('First')]])).toBe(true);
    });

    it.each([
      key('Cookie', { in: 'cookie' }),
      key('First', { type: 'http', scheme: 'basic' }),
    ])('are left to Prism where they are none in a header: %j', (scheme) => {
      const sent = { cookie: 'x', first: 'x' };
      expect(given([[scheme]], sent)).toBe(false);
    });
  });
});
