import { describe, expect, it } from 'vitest';
import { failure } from '../testing/failure.fixture.ts';
import { reply } from '../testing/scripted-server.fixture.ts';
import { describedFailures, oauthTokens } from '../testing/tokens.fixture.ts';
import { MAX_RESPONSE_BYTES } from '../transport/transport.ts';

describe('an answer other than 200', () => {
  const codes: Record<string, string> = {
    400: 'bad_request',
    401: 'unauthorized',
    413: 'payload_too_large',
    415: 'unsupported_media_type',
    429: 'rate_limited',
    500: 'server_error',
    503: 'server_error',
    default: 'unexpected_status',
  };

  it('has a code for every documented status', () => {
    expect(Object.keys(codes)).toEqual(
      describedFailures.map(({ status }) => status),
    );
  });

  const examples = describedFailures.flatMap(({ status, bodies }) =>
    bodies.map((body) => ({
      status: status === 'default' ? 404 : Number(status),
      code: codes[status],
      body,
    })),
  );
  it.each(examples)(
    '$status $body.type becomes $code',
    async ({ status, code, body }) => {
      const error = await failure(
        reply(status, body, { 'X-Request-Id': 'req-1', 'Retry-After': '2' }),
      );
      expect(error).toMatchObject({
        name: 'CotterApiError',
        code,
        status,
        requestId: 'req-1',
        retryable: status === 429 || status === 503,
        serverMessage: body.msg,
        serverType: body.type,
        retryAfterMs: 2000,
        message: `Cotter answered ${String(status)}: ${body.msg}`,
      });
    },
  );

  it.each([
    [201, 'unexpected_status', false],
    [204, 'unexpected_status', false],
    [302, 'unexpected_status', false],
    [304, 'unexpected_status', false],
    [403, 'unexpected_status', false],
    [405, 'unexpected_status', false],
    [408, 'unexpected_status', false],
    [431, 'unexpected_status', false],
    [502, 'server_error', false],
    [504, 'server_error', false],
    [599, 'server_error', false],
    [600, 'unexpected_status', false],
    [999, 'unexpected_status', false],
  ])('with %d becomes %s', async (status, code, retryable) => {
    expect(await failure(reply(status, oauthTokens))).toMatchObject({
      code,
      status,
      retryable,
    });
  });

  it.each([
    ['HTML', '<h1>401</h1>'],
    ['nothing', ''],
    ['JSON of another form', { error: 'x' }],
    ['half an envelope', { msg: 'x' }],
    ['a huge body', ' '.repeat(MAX_RESPONSE_BYTES + 1)],
    ['bytes that are no UTF-8', Buffer.from([0xff])],
  ])('keeps its code when the body is %s', async (_, body) => {
    const error = await failure(reply(401, body));
    expect(error).toMatchObject({
      code: 'unauthorized',
      status: 401,
      message: 'Cotter answered 401.',
    });
    expect(error).not.toHaveProperty('serverMessage');
    expect(error).not.toHaveProperty('retryAfterMs');
    expect(error.requestId).toMatch(/^local-[0-9a-z]+$/);
  });

  it('has a request id of its own when the header is not fit for a log', async () => {
    const error = await failure(
      reply(500, '', { 'X-Request-Id': 'x'.repeat(129) }),
    );
    expect(error.requestId).toMatch(/^local-[0-9a-z]+$/);
  });
});
