import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
} from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { failure } from '../testing/failure.fixture.ts';
import {
  reply,
  startServer,
  type Answer,
} from '../testing/scripted-server.fixture.ts';
import {
  clientFor,
  eventToken,
  identityToken,
  oauthTokens,
  operation,
} from '../testing/tokens.fixture.ts';
import { MAX_RESPONSE_BYTES } from '../transport/transport.ts';

describe('a 200', () => {
  const success = operation.responses['200'].content['application/json'];

  it.each(Object.entries(success.examples))(
    'yields the tokens of the example %s',
    async (_, { value }) => {
      const server = await startServer(reply(200, value));
      const tokens =
        await clientFor(server).exchangeIdentityToken(identityToken);
      expect(tokens).toEqual(value);
    },
  );

  it('loses fields that are not described', async () => {
    const server = await startServer(
      reply(
        200,
        `{"__proto__":{"x":1},"new":1,${JSON.stringify(oauthTokens).slice(1)}`,
      ),
    );
    const tokens = await clientFor(server).exchangeEventToken(eventToken);
    expect(tokens).toStrictEqual(oauthTokens);
  });

  it.each([
    ['another type', { 'Content-Type': 'text/plain' }],
    ['an empty type', { 'Content-Type': '' }],
    ['two types', { 'Content-Type': ['text/html', 'application/json'] }],
    ['a wrong charset', { 'Content-Type': 'application/json; charset=latin1' }],
  ])('yields tokens under %s', async (_, headers) => {
    const server = await startServer(reply(200, oauthTokens, headers));
    const tokens = await clientFor(server).exchangeEventToken(eventToken);
    expect(tokens).toEqual(oauthTokens);
  });

  it('yields tokens after a byte order mark, as long as the body is UTF-8', async () => {
    const server = await startServer(
      reply(200, `\ufeff${JSON.stringify(oauthTokens)}`),
    );
    const tokens = await clientFor(server).exchangeEventToken(eventToken);
    expect(tokens).toEqual(oauthTokens);
  });

  const json = JSON.stringify(oauthTokens);
  it.each([
    ['HTML', '<!doctype html><p>Hello', 'not_json'],
    ['nothing', '', 'empty'],
    ['white space', ' \r\n', 'not_json'],
    ['JSON cut short', json.slice(0, -1), 'not_json'],
    ['JSON with a tail', `${json}x`, 'not_json'],
    ['two JSON texts', json + json, 'not_json'],
    ['null', 'null', 'wrong_shape'],
    ['a list', `[${json}]`, 'wrong_shape'],
    ['a text', JSON.stringify(json), 'wrong_shape'],
    ['a number', '1', 'wrong_shape'],
    ['an error envelope', '{"msg":"no","type":""}', 'wrong_shape'],
    ['100000 nested lists', '['.repeat(100_000), 'not_json'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'not_utf8'],
  ])('with %s is invalid', async (_, body, fault) => {
    expect(await failure(reply(200, body))).toMatchObject({
      code: 'invalid_response',
      fault,
      status: 200,
      retryable: false,
    });
  });

  it('without access_token is invalid', async () => {
    const field = 'access_token';
    const { [field]: _, ...rest } = oauthTokens;
    expect(await failure(reply(200, rest))).toMatchObject({
      code: 'invalid_response',
      fault: 'wrong_shape',
      problems: [{ path: field, problem: 'is required' }],
    });
  });

  it.each([
    ['token_type', 'mac'],
    ['access_token', ''],
    ['access_token', 'a\r\nX-Admin: 1'],
    ['access_token', 'a b'],
    ['access_token', 'a\u0000'],
    ['access_token', 'ä'],
  ])('with %s = %j is invalid', async (field, value) => {
    expect(
      await failure(reply(200, { ...oauthTokens, [field]: value })),
    ).toMatchObject({
      code: 'invalid_response',
      fault: 'wrong_shape',
      problems: [{ path: field }],
    });
  });

  it('that is larger than any answer is invalid, read no further than needed', async () => {
    const padded = json + ' '.repeat(MAX_RESPONSE_BYTES - json.length);
    const server = await startServer(reply(200, padded));
    await expect(
      clientFor(server).exchangeEventToken(eventToken),
    ).resolves.toEqual(oauthTokens);

    expect(await failure(reply(200, `${padded} `))).toMatchObject({
      code: 'invalid_response',
      fault: 'too_large',
    });
    const endless: Answer = (res) => {
      res.writeHead(200);
      const chunk = Buffer.alloc(65_536, ' ');
      const write = () => {
        while (!res.destroyed && res.write(chunk));
      };
      res.on('drain', write);
      write();
    };
    expect(await failure(endless)).toMatchObject({ fault: 'too_large' });
  });

  it.each<[string, (text: string) => Buffer]>([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['DEFLATE', deflateRawSync],
    ['deflate, gzip', (text) => gzipSync(deflateSync(text))],
    ['identity', (text) => Buffer.from(text)],
    // A gateway decoded it, and left the header as it was.
    ['gzip', (text) => Buffer.from(text)],
  ])(
    'in the content coding %s, though none was asked for, is read',
    async (coding, encode) => {
      const headers = { 'Content-Encoding': coding };
      const server = await startServer(reply(200, encode(json), headers));
      const client = clientFor(server);
      await expect(client.exchangeEventToken(eventToken)).resolves.toEqual(
        oauthTokens,
      );
    },
  );

  it('in a content coding is read with fetch too, which decodes by itself', async () => {
    const headers = { 'Content-Encoding': 'gzip' };
    const server = await startServer(reply(200, gzipSync(json), headers));
    const client = clientFor(server, { adapter: 'fetch' });
    await expect(client.exchangeEventToken(eventToken)).resolves.toEqual(
      oauthTokens,
    );
  });

  it.each<[string, Buffer]>([
    ['compress', gzipSync(json)],
    ['gzip', gzipSync(json).subarray(0, -9)],
    ['gzip, x', gzipSync(json)],
  ])(
    'in the content coding %s that cannot be decoded is invalid',
    async (coding, body) => {
      const headers = { 'Content-Encoding': coding };
      const error = await failure(reply(200, body, headers));
      expect(error).toMatchObject({ fault: 'not_decoded', retryable: false });
      const name = coding.split(', ').at(-1) ?? '';
      expect((error as Error).message).toContain(
        `the content coding "${name}", which could not be decoded`,
      );
    },
  );

  it('that is larger than any response once it is decoded is invalid', async () => {
    const body = gzipSync(json + ' '.repeat(MAX_RESPONSE_BYTES));
    const headers = { 'Content-Encoding': 'gzip' };
    const error = await failure(reply(200, body, headers));
    expect(error).toMatchObject({ fault: 'too_large' });
  });
});
