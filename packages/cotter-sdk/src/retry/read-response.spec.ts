// What an answer comes to, by its status, its body and what was called.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Operation } from '../operations/operation.ts';
import { readResponse } from './read-response.ts';
import { oauthTokens } from '../testing/tokens.fixture.ts';
import type { ResponseBody } from '../transport/transport.ts';

const OPERATION: Operation<number> = {
  name: 'getJwks',
  method: 'GET',
  path: '/',
  keys: 'none',
  secrets: [],
  repeatable: false,
  spendsRefreshToken: false,
  usesCookie: false,
  answer: { what: 'a number', schema: z.number() },
};
const SPENDING = { ...OPERATION, spendsRefreshToken: true };
const REPEATABLE = { ...OPERATION, repeatable: true };
const WITHOUT_ANSWER = { ...OPERATION, answer: undefined };

function read(
  operation: Operation<number>,
  status: number,
  body: string | ResponseBody = '5',
  {
    headers = {},
    sent = true,
    mayBeRepeated = false,
  }: {
    headers?: Readonly<Record<string, string>>;
    sent?: boolean;
    mayBeRepeated?: boolean;
  } = {},
) {
  return readResponse(
    {
      status,
      header: (name) => headers[name],
      body: typeof body === 'string' ? { text: body } : body,
      sent,
      mayBeRepeated,
    },
    operation,
    {
      requestId: 'own-id',
      secrets: ['a-long-secret'],
      publicText: '',
      now: 0,
    },
  );
}

function failure(...given: Parameters<typeof read>) {
  const result = read(...given);
  if ('error' in result) return result.error;
  throw new Error('It is a success');
}

describe('a success', () => {
  it('is a 200 with what was asked for', () => {
    expect(read(OPERATION, 200)).toEqual({ value: 5 });
  });

  it('is a 200 or a 204 where the body does not matter', () => {
    for (const body of ['', '<html>', { unreadable: 'too_large' } as const]) {
      for (const status of [200, 204]) {
        expect(read(WITHOUT_ANSWER, status, body)).toStrictEqual({
          value: undefined,
        });
      }
    }
  });

  it('is no 204 where a body was asked for, no 201, and no answer of a proxy', () => {
    expect(failure(OPERATION, 204)).toMatchObject({ status: 204 });
    expect(failure(WITHOUT_ANSWER, 201)).toMatchObject({ status: 201 });
    expect(failure(OPERATION, 200, '5', { sent: false })).toMatchObject({
      code: 'unexpected_status',
      status: 200,
    });
  });
});

describe('a 200 that is not what was asked for', () => {
  it.each<[string, string | ResponseBody, string, boolean]>([
    ['is empty', '', 'empty', true],
    ['is no JSON', '{', 'not_json', true],
    ['is no UTF-8', { unreadable: 'not_utf8' }, 'not_utf8', true],
    ['is too large', { unreadable: 'too_large' }, 'too_large', false],
    ['is of another shape', '"5"', 'wrong_shape', false],
    ['is null', 'null', 'wrong_shape', false],
  ])(
    'because it %s may come out otherwise the next time: %j %s %s',
    (_, body, fault, retryable) => {
      expect(failure(REPEATABLE, 200, body)).toMatchObject({
        code: 'invalid_response',
        fault,
        retryable,
        requestId: 'own-id',
      });
      // What may do harm is not asked for again.
      expect(failure(OPERATION, 200, body)).toMatchObject({
        fault,
        retryable: false,
      });
      expect(failure(OPERATION, 200, body)).not.toHaveProperty('outcome');
      expect(failure(SPENDING, 200, body)).toMatchObject({
        outcome: 'unknown',
      });
    },
  );

  it.each(['', '{'])('has no problems of its shape: %j', (body) => {
    expect(failure(OPERATION, 200, body)).toMatchObject({ problems: [] });
  });

  it('says what was asked for, and what is wrong', () => {
    expect(failure(OPERATION, 200, '"5"').message).toBe(
      'Cotter answered 200, but not with a number: it must be a number.',
    );
  });
});

describe('another status', () => {
  it.each([
    [429, true, true],
    [503, true, true],
    [408, false, true],
    [500, false, true],
    [599, false, true],
    [400, false, false],
    [499, false, false],
    [600, false, false],
    [302, false, false],
  ])(
    '%d is retryable: %s; where it does no harm: %s',
    (status, retryable, repeatable) => {
      expect(failure(OPERATION, status).retryable).toBe(retryable);
      expect(failure(REPEATABLE, status).retryable).toBe(repeatable);
    },
  );

  it('tells what the server says, without what was sent', () => {
    const body = '{"msg":"no a-long-secret","type":"t a-long-secret"}';
    const headers = { 'x-request-id': 'req-1', 'retry-after': '2' };
    expect(failure(OPERATION, 400, body, { headers })).toMatchObject({
      serverMessage: 'no [redacted]',
      serverType: 't [redacted]',
      requestId: 'req-1',
      retryAfterMs: 2000,
    });
  });

  it.each(['', '{', 'null', '{"msg":"no"}'])(
    'with the body %j reports only the status',
    (body) => {
      const error = failure(OPERATION, 400, body);
      expect(error).not.toHaveProperty('serverMessage');
      expect(error).not.toHaveProperty('serverType');
      expect(error.requestId).toBe('own-id');
    },
  );

  it('has a request id that repeats nothing that was sent', () => {
    const headers = { 'x-request-id': 'id-of-a-long-secret' };
    expect(failure(OPERATION, 400, '', { headers }).requestId).toBe(
      'id-of-[redacted]',
    );
    const unfit = { 'x-request-id': 'a b' };
    expect(failure(OPERATION, 400, '', { headers: unfit }).requestId).toBe(
      'own-id',
    );
  });

  it.each([
    [400, true, 'rejected'],
    [503, true, 'not_sent'],
    [500, true, 'unknown'],
    [502, false, 'not_sent'],
  ] as const)(
    '%d, sent: %s, means %s for the refresh token',
    (status, sent, outcome) => {
      expect(failure(SPENDING, status, '', { sent }).outcome).toBe(outcome);
      expect(failure(OPERATION, status, '', { sent }).outcome).toBe(undefined);
    },
  );
});

describe('the next refresh token', () => {
  const body = JSON.stringify(oauthTokens);
  const next = oauthTokens.refresh_token;

  it.each([
    [200, next],
    [201, next],
    [299, next],
    [199, undefined],
    [300, undefined],
    [400, undefined],
  ])('in a %d that is of no use otherwise is %s', (status, expected) => {
    const error = failure(SPENDING, status, body);
    expect(error.recoverRefreshToken()).toBe(expected);
  });

  it('is looked for only where one was used up, and only in an answer of the server', () => {
    expect(failure(OPERATION, 201, body).recoverRefreshToken()).toBe(undefined);
    const byProxy = failure(SPENDING, 201, body, { sent: false });
    expect(byProxy.recoverRefreshToken()).toBe(undefined);
    expect(failure(SPENDING, 201, '{').recoverRefreshToken()).toBe(undefined);
  });
});

describe('a refused refresh token', () => {
  const REFRESH: Operation<number> = { ...SPENDING, name: 'refreshToken' };
  const refusal = (msg: string) => JSON.stringify({ msg, type: 'x' });

  it.each([
    ['is rejected', false, 400, 'The token is not valid', 'rejected'],
    [
      'may have been used before if the request was repeated',
      true,
      400,
      'The token is not valid',
      'unknown',
    ],
    ['is not the reason of another 400', true, 400, 'other', 'rejected'],
    ['is not the reason of a wrong key', true, 401, 'not valid', 'rejected'],
    ['is not the reason of a busy server', true, 429, 'not valid', 'not_sent'],
  ])('%s', (_, mayBeRepeated, status, msg, outcome) => {
    expect(
      read(REFRESH, status, refusal(msg), { mayBeRepeated }),
    ).toMatchObject({ error: { outcome } });
  });
});
