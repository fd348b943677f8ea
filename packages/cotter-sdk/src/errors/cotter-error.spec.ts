import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import {
  CotterAbortError,
  CotterApiError,
  CotterError,
  CotterInputError,
  CotterMissingSecretError,
  CotterNetworkError,
  CotterResponseError,
  CotterTimeoutError,
  isCotterError,
  type AnyCotterError,
} from '../index.ts';

const answer = {
  action: 'retry' as const,
  retryable: true,
  status: 429,
  requestId: 'req-1',
  serverMessage: 'Slow down.',
  serverType: 'too_many_requests',
  retryAfterMs: 1000,
};
const unanswered = { action: 'retry', retryable: false } as const;
const problems = [{ path: 'receiver', problem: 'is required' }];

function response(
  fault: ConstructorParameters<typeof CotterResponseError>[0],
  details: { problems?: typeof problems } = {},
): CotterResponseError {
  return new CotterResponseError(fault, {
    what: 'OAuth tokens',
    action: 'fix',
    retryable: false,
    ...details,
  });
}

describe('errors', () => {
  it.each<[string, () => AnyCotterError]>([
    ['CotterAbortError', () => new CotterAbortError()],
    ['CotterApiError', () => new CotterApiError(answer)],
    [
      'CotterInputError',
      () => new CotterInputError('identity token', problems),
    ],
    [
      'CotterNetworkError',
      () => new CotterNetworkError('ECONNRESET', false, unanswered),
    ],
    [
      'CotterResponseError',
      () =>
        new CotterResponseError('empty', {
          what: 'OAuth tokens',
          requestId: '',
          action: 'fix',
          retryable: false,
        }),
    ],
    ['CotterMissingSecretError', () => new CotterMissingSecretError()],
    ['CotterTimeoutError', () => new CotterTimeoutError(5, false, unanswered)],
  ])('%s is an Error with a name, a stack and a brand', (name, make) => {
    const error = make();
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(CotterError);
    expect(isCotterError(error)).toBe(true);
    expect(error.name).toBe(name);
    expect(String(error)).toBe(`${name}: ${error.message}`);
    expect(error.stack?.startsWith(`${name}: ${error.message}\n`)).toBe(true);
    // The stack begins where the error was made, not within its constructors.
    expect(error.stack?.split('\n')[1]).toContain('cotter-error.spec.ts');
    expect(error.message).toMatch(/^(The|Cotter) [^\n]+\.$/);
    expect(error).not.toHaveProperty('cause');
  });

  it('tell in JSON what they tell otherwise, and no field that they lack', () => {
    expect(JSON.parse(JSON.stringify(new CotterApiError(answer)))).toEqual({
      name: 'CotterApiError',
      message: 'Cotter answered 429: Slow down.',
      code: 'rate_limited',
      ...answer,
    });
    expect(JSON.parse(JSON.stringify(new CotterAbortError()))).toEqual({
      name: 'CotterAbortError',
      action: 'retry',
      message: 'The call was aborted by its signal.',
      code: 'aborted',
      retryable: false,
      requestId: expect.stringMatching(/^local-/) as string,
    });
    expect(inspect(new CotterAbortError())).toMatch(
      /^CotterAbortError: The call was aborted by its signal\.\n[^]*\{\s+action: 'retry',\s+retryable: false,\s+requestId: 'local-\w+',\s+code: 'aborted'\s+\}$/,
    );
  });

  it('are recognised from another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('../index.ts');
    const foreign = new copy.CotterTimeoutError(5, false, unanswered);
    expect(foreign).not.toBeInstanceOf(CotterError);
    expect(isCotterError(foreign)).toBe(true);
  });

  it.each([undefined, null, 'x', {}, new Error('x'), { code: 'timeout' }])(
    'differ from %j',
    (value) => {
      expect(isCotterError(value)).toBe(false);
    },
  );
});

describe('a message says', () => {
  const api = (status: number, serverMessage?: string) =>
    new CotterApiError({ ...answer, status, serverMessage });

  it.each<[string, () => AnyCotterError, string]>([
    [
      'that no keys were given',
      () => new CotterMissingSecretError(),
      'The call needs the option apiSecretKey; nothing was sent.',
    ],
    [
      'which field of the input is wrong',
      () => new CotterInputError('identity token', problems),
      'The identity token was not sent, because it is not valid: receiver is required.',
    ],
    ['what the server says', () => api(401, 'No.'), 'Cotter answered 401: No.'],
    [
      'only the status if the server says nothing',
      () => api(401, ''),
      'Cotter answered 401.',
    ],
    [
      'only the status if the body is another',
      () => api(500),
      'Cotter answered 500.',
    ],
    [
      'what is not JSON',
      () => response('not_json'),
      'Cotter answered 200, but not with JSON.',
    ],
    [
      'what is empty',
      () => response('empty'),
      'Cotter answered 200, but with an empty body.',
    ],
    [
      'what is not UTF-8',
      () => response('not_utf8'),
      'Cotter answered 200, but not in UTF-8.',
    ],
    [
      'what is too large',
      () => response('too_large'),
      'Cotter answered 200, but with a body that is too large.',
    ],
    [
      'which field of the answer is wrong',
      () => response('wrong_shape', { problems }),
      'Cotter answered 200, but not with OAuth tokens: receiver is required.',
    ],
    [
      'that nothing was sent in time',
      () => new CotterTimeoutError(5, true, unanswered),
      'Cotter could not be reached within 5 ms; nothing was sent.',
    ],
    [
      'that no answer came in time',
      () => new CotterTimeoutError(5, false, unanswered),
      'Cotter did not answer within 5 ms; the request may have been processed.',
    ],
    [
      'that there was no connection',
      () => new CotterNetworkError(undefined, true, unanswered),
      'Cotter could not be reached; nothing was sent.',
    ],
    [
      'how a connection failed',
      () => new CotterNetworkError('ECONNRESET', false, unanswered),
      'The connection to Cotter failed (ECONNRESET); the request may have been processed.',
    ],
  ])('%s', (_, make, message) => {
    expect(make().message).toBe(message);
  });

  it.each([0, 300, 302, 308, 399])(
    'of %d that it is a redirect, whatever the server says',
    (status) => {
      expect(api(status, 'Moved.').message).toBe(
        `Cotter answered ${String(status)}, a redirect, which is not followed; check baseUrl.`,
      );
    },
  );

  it.each([299, 400])('of %d that it is no redirect', (status) => {
    expect(api(status).message).toBe(`Cotter answered ${String(status)}.`);
  });
});

describe('the fields of an error', () => {
  it('say of every status what it is', () => {
    const codes = [400, 401, 404, 413, 415, 429, 499, 500, 599, 600].map(
      (status) => [status, new CotterApiError({ ...answer, status }).code],
    );
    expect(codes).toEqual([
      [400, 'bad_request'],
      [401, 'unauthorized'],
      [404, 'unexpected_status'],
      [413, 'payload_too_large'],
      [415, 'unsupported_media_type'],
      [429, 'rate_limited'],
      [499, 'unexpected_status'],
      [500, 'server_error'],
      [599, 'server_error'],
      [600, 'unexpected_status'],
    ]);
  });

  it.each<[() => AnyCotterError, string]>([
    [() => new CotterAbortError(), 'aborted'],
    [() => new CotterInputError('token', problems), 'invalid_input'],
    [() => new CotterMissingSecretError(), 'missing_secret'],
    [() => new CotterNetworkError('EPIPE', false, unanswered), 'network_error'],
    [() => response('empty'), 'invalid_response'],
    [() => new CotterTimeoutError(5, false, unanswered), 'timeout'],
  ])('hold a code of its class (%#)', (make, code) => {
    expect(make().code).toBe(code);
  });

  it('hold the system code of a network error, if there is one', () => {
    const error = new CotterNetworkError('EPIPE', false, unanswered);
    expect(error.systemCode).toBe('EPIPE');
    expect(
      new CotterNetworkError(undefined, false, unanswered),
    ).not.toHaveProperty('systemCode');
  });

  it('hold the brand that every version of the package looks for', () => {
    const brand = Symbol.for('@org/cotter-sdk/error');
    expect(Reflect.get(new CotterAbortError(), brand)).toBe(true);
    expect(isCotterError({ [brand]: true })).toBe(true);
  });

  it('tell what was wrong with an answer, and that it was a 200', () => {
    const details = {
      what: 'OAuth tokens',
      action: 'fix',
      retryable: false,
    } as const;
    expect(
      new CotterResponseError('wrong_shape', { ...details, problems }),
    ).toMatchObject({ status: 200, fault: 'wrong_shape', problems });
    expect(new CotterResponseError('empty', details)).toMatchObject({
      status: 200,
      fault: 'empty',
      problems: [],
    });
  });

  it('say of what was never sent that the same call is of no use', () => {
    const details = { outcome: 'not_sent' } as const;
    for (const error of [
      new CotterInputError('custom claims', problems, details),
      new CotterMissingSecretError(details),
      new CotterAbortError(details),
    ]) {
      expect(error).toMatchObject({ retryable: false, outcome: 'not_sent' });
    }
  });

  it('hold no refresh token; it is to be asked for', () => {
    const error = new CotterAbortError({ refreshToken: '39560:next' });
    expect(inspect(error, { showHidden: true })).not.toContain('39560');
    expect(error.recoverRefreshToken()).toBe('39560:next');
    expect(new CotterAbortError().recoverRefreshToken()).toBeUndefined();
  });
});
