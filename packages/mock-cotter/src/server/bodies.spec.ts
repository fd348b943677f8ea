// What is read of a body, and how it must be declared, without a mock around it.
import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import { mediaTypeProblem } from '../http/media-type.ts';
import { BODY_LIMIT_BYTES } from '../api/limits.ts';
import { readBody } from '../http/read-body.ts';
import { startMockCotter } from '../start.ts';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';

it('a body far over the limit gets a 413 that fetch can read', async () => {
  await using mock = await startMockCotter();
  const body = 'x'.repeat(12_000_000);
  for (let index = 0; index < 5; index += 1) {
    const response = await fetch(mock.url + TOKEN_PATH, {
      method: 'POST',
      headers: {
        API_KEY_ID: mock.apiKey.id,
        API_SECRET_KEY: mock.apiKey.secret,
        'Content-Type': 'application/json',
      },
      body,
    });
    expect([response.status, await response.json()]).toEqual([
      413,
      {
        msg: 'The body is larger than 65536 bytes.',
        type: 'payload_too_large',
      },
    ]);
  }
});

describe('a media type', () => {
  const problem = (types: string[], encodings: string[] = []) =>
    mediaTypeProblem(types, encodings);

  it.each([
    'application/json',
    'Application/JSON;charset="UTF-8"',
    'application/json; charset=utf-8',
    '\t application/json \t; \tcharset=utf-8 \t',
    'application/json;',
    'application/json ; ',
  ])('is read: %j', (type) => {
    expect(problem([type])).toBeUndefined();
    expect(problem([type], ['Identity'])).toBeUndefined();
  });

  it.each([
    'application/json; charset=latin1',
    'application/json; charset="utf-8',
    'application/json; x-charset=utf-8',
    'application/json; charset=utf-8x',
    'application/json; charset=utf-8; charset=utf-8',
    'application/json;;',
    'application/json charset=utf-8',
    'application/jsonp',
    'application/json;utf-8',
    'text/json',
    'x/application/json',
    ';charset=utf-8',
  ])('is not read: %j', (type) => {
    expect(problem([type])?.body).toEqual({
      msg: `Content-Type must be application/json, but it is ${type}.`,
      type: 'unsupported_media_type',
    });
  });

  it('is reported, but not at any length', () => {
    expect(problem(['x'.repeat(100)])?.body.msg).toBe(
      `Content-Type must be application/json, but it is ${'x'.repeat(100)}.`,
    );
    expect(problem(['x'.repeat(101)])?.body.msg).toBe(
      `Content-Type must be application/json, but it is ${'x'.repeat(100)}….`,
    );
  });

  it('is there, and once', () => {
    const NONE = 'Content-Type must be application/json, but there is none.';
    for (const none of [[], ['']]) expect(problem(none)?.body.msg).toBe(NONE);
    expect(problem(['application/json', 'application/json'])?.body.msg).toBe(
      'Content-Type must be application/json, but it was sent more than once.',
    );
  });

  it.each([[['gzip']], [['identity', 'br']], [['']]])(
    'has no encoding %j',
    (encoding) => {
      expect(problem(['application/json'], encoding)).toMatchObject({
        status: 415,
        body: {
          msg: 'Content-Encoding must be left out: the body is read as it is.',
        },
      });
    },
  );
});

describe('a body', () => {
  const LIMIT = BODY_LIMIT_BYTES;

  it('is read whole, up to the limit', async () => {
    const stream = new PassThrough();
    const read = readBody(stream, LIMIT);
    stream.write('a');
    stream.end('b'.repeat(LIMIT - 1));
    expect((await read).toString()).toBe(`a${'b'.repeat(LIMIT - 1)}`);
    for (const event of ['data', 'end', 'error'])
      expect(stream.listenerCount(event), event).toBe(0);
  });

  it('without a declared length is read too', async () => {
    const stream = new PassThrough();
    const read = readBody(stream, NaN);
    stream.end();
    expect(await read).toHaveLength(0);
  });

  it.each([
    ['that is declared as too large', LIMIT + 1, 0],
    ['that turns out too large', NaN, LIMIT + 1],
  ])('%s is refused, and its rest dropped', async (_name, declared, sent) => {
    const stream = new PassThrough();
    const read = readBody(stream, declared);
    stream.write('x'.repeat(sent));
    await expect(read).rejects.toThrow(
      new ApiError(413, {
        msg: `The body is larger than ${String(LIMIT)} bytes.`,
        type: 'payload_too_large',
      }),
    );
    expect(stream.listenerCount('data')).toBe(0);
    stream.write('the rest');
    await nextTurn();
    expect(stream.readableLength).toBe(0);
    // It would end the process if nobody listened.
    expect(stream.emit('error', new Error('reset'))).toBe(true);
  });

  it('that breaks off is refused', async () => {
    const stream = new PassThrough();
    const read = readBody(stream, 10);
    stream.write('x');
    stream.destroy(new Error('reset'));
    await expect(read).rejects.toMatchObject({
      status: 400,
      body: {
        msg: 'The request broke off before its body ended.',
        type: 'invalid_request',
      },
    });
  });
});
