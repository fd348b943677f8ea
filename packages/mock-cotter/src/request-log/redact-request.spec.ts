import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { CANARY } from '../testing/documented.fixture.ts';
import { createRedactor } from './redact-request.ts';

const ID = 'mock-api-key-id';
const UUID = '8028aaa3-ec2d-4baa-be7a-7c8359ccb9f9';
const HIDDEN = '[redacted]';
const redactor = createRedactor([{ id: ID, secret: 'canary-secret' }]);

describe('what a record shows of headers', () => {
  it.each([
    'accept',
    'allow',
    'cache-control',
    'connection',
    'content-length',
    'content-type',
    'cotter-mock-warning',
    'host',
    'prefer',
    'retry-after',
    'transfer-encoding',
    'user-agent',
  ])('%s: its value, shortened', (name) => {
    const redacted = (value: string): string | undefined =>
      redactor.headers({ [name]: value })[name];
    expect(redacted('x'.repeat(200))).toBe('x'.repeat(200));
    expect(redacted('x'.repeat(201))).toBe(`${'x'.repeat(200)}…`);
  });

  it.each([
    'accept-encoding',
    'accept-language',
    'api_secret_key',
    'authorization',
    'cookie',
    'expect',
    'location',
    'origin',
    'referer',
    'sec-fetch-mode',
    'set-cookie',
  ])('%s: only its name', (name) => {
    expect(redactor.headers({ [name]: CANARY })).toEqual({ [name]: HIDDEN });
  });

  it('others: that there are some', () => {
    expect(redactor.headers({ [CANARY]: CANARY, 'x-other': CANARY })).toEqual({
      '[unknown header]': HIDDEN,
    });
  });

  it.each([
    [ID, ID],
    [UUID, UUID],
    [UUID.toUpperCase(), UUID.toUpperCase()],
    [CANARY, HIDDEN],
    [`${UUID}x`, HIDDEN],
    [`x${UUID}`, HIDDEN],
    [UUID.replaceAll('-', ''), HIDDEN],
    ['', HIDDEN],
  ])('the API key id %j as %j', (id, shown) => {
    expect(redactor.headers({ api_key_id: id })).toEqual({ api_key_id: shown });
    expect(redactor.apiKeyId(id)).toBe(shown);
  });
});

describe('what a record shows of a body', () => {
  const OPEN = [
    'approved',
    'auth_method',
    'event',
    'expire_at',
    'expires_in',
    'grant_type',
    'identifier_type',
    'method',
    'msg',
    'new',
    'reason',
    'success',
    'timestamp',
    'token_type',
    'type',
  ];
  const known = new Set(
    Object.values<object>(description.components.schemas).flatMap((schema) =>
      'properties' in schema ? Object.keys(schema.properties as object) : [],
    ),
  );

  it.each(OPEN)('%s: its value, shortened', (name) => {
    expect(redactor.body({ [name]: 'a text' })).toEqual({ [name]: 'a text' });
    expect(redactor.body({ [name]: 5 })).toEqual({ [name]: 5 });
    expect(redactor.body({ [name]: ['a', 'x'.repeat(201)] })).toEqual({
      [name]: ['a', `${'x'.repeat(200)}…`],
    });
  });

  it.each(['issuer', 'receiver'])('%s: an API key id', (name) => {
    const redacted = (value: unknown): unknown =>
      redactor.body({ [name]: value });
    expect(redacted(ID)).toEqual({ [name]: ID });
    expect(redacted(CANARY)).toEqual({ [name]: HIDDEN });
    expect(redacted(5)).toEqual({ [name]: HIDDEN });
  });

  it('of every other field that the description knows: its name, and no text or number', () => {
    const others = [...known].filter(
      (name) => !OPEN.includes(name) && !['issuer', 'receiver'].includes(name),
    );
    expect(others).toContain('refresh_token');
    for (const name of others)
      expect(redactor.body({ [name]: [CANARY, 5] })).toEqual({
        [name]: [HIDDEN, HIDDEN],
      });
  });

  it('of unknown fields: that there are some', () => {
    expect(redactor.body({ [CANARY]: CANARY, other: { msg: 'x' } })).toEqual({
      '[unknown field]': { msg: 'x' },
    });
  });

  it.each([null, true, false, undefined])('%s as it is', (value) => {
    expect(redactor.body(value)).toBe(value);
    expect(redactor.body({ refresh_token: value })).toEqual({
      refresh_token: value,
    });
  });

  it.each([CANARY, 5])('no %s that is all of it', (value) => {
    expect(redactor.body(value)).toBe(HIDDEN);
  });

  it('the first 40 of many, and six levels', () => {
    const many = Object.fromEntries(
      [...known].slice(0, 41).map((name) => [name, true]),
    );
    expect(Object.keys(many)).toHaveLength(41);
    expect(redactor.body(many)).toEqual(
      Object.fromEntries(Object.entries(many).slice(0, 40)),
    );
    expect(redactor.body(Array(41).fill(true))).toEqual(Array(40).fill(true));
    const unknown = Array.from({ length: 40 }, (_, at) => [
      `u${String(at)}`,
      1,
    ]);
    expect(
      redactor.body(Object.fromEntries([...unknown, ['msg', 'the 41st']])),
    ).toEqual({ '[unknown field]': HIDDEN });
    expect(redactor.body([[[[[[true]]]]]])).toEqual([[[[[[true]]]]]]);
    expect(redactor.body([[[[[[[true]]]]]]])).toEqual([[[[[[HIDDEN]]]]]]);
    const deep = (inner: unknown): unknown => ({
      msg: { msg: { msg: { msg: { msg: { msg: inner } } } } },
    });
    expect(redactor.body(deep(true))).toEqual(deep(true));
    expect(redactor.body(deep({ msg: true }))).toEqual(deep(HIDDEN));
  });
});

describe('what a record shows of a path that no operation has', () => {
  it.each([
    ['/', '/'],
    ['/token', '/token'],
    ['/api/v0/tokens/refresh', '/api/v0/tokens/refresh'],
    ['/.well-known/jwks.json', '/.well-known/jwks.json'],
    [`/api/v0/${ID}`, `/api/v0/${ID}`],
    ['/api/v0/canary-secret', '/api/v0/[redacted]'],
    ['/17:nQEk14mCp4sQs5', '/[redacted]'],
    ['/eyJhbGciOiJFUzI1Ni.eyJ.x', '/[redacted]'],
    ['/hello@example.com', '/[redacted]'],
    ['/%63anary', '/[redacted]'],
    ['/abcdefghijklmnopqrstuvwx', '/[redacted]'],
  ])('%s as %s', (path, shown) => {
    expect(redactor.path(path)).toBe(shown);
  });

  it('in at most 200 characters', () => {
    expect(redactor.path('/a'.repeat(1000)).length).toBeLessThan(202);
  });
});
