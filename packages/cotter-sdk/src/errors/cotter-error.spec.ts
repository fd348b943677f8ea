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
} from '../index.ts';

const answer = {
  retryable: true,
  status: 429,
  requestId: 'req-1',
  serverMessage: 'Slow down.',
  serverType: 'too_many_requests',
  retryAfterMs: 1000,
};
const unanswered = { retryable: false };
const problems = [{ path: 'receiver', problem: 'is required' }];

describe('errors', () => {
  it.each([
    ['CotterAbortError', new CotterAbortError()],
    ['CotterApiError', new CotterApiError(answer)],
    ['CotterInputError', new CotterInputError('identity token', problems)],
    [
      'CotterNetworkError',
      new CotterNetworkError('ECONNRESET', false, unanswered),
    ],
    [
      'CotterResponseError',
      new CotterResponseError('empty', {
        what: 'OAuth tokens',
        requestId: '',
        retryable: false,
      }),
    ],
    ['CotterMissingSecretError', new CotterMissingSecretError()],
    ['CotterTimeoutError', new CotterTimeoutError(5, false, unanswered)],
  ])('%s is an Error with a name, a stack and a brand', (name, error) => {
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
      message: 'The call was aborted by its signal.',
      code: 'aborted',
      retryable: false,
      requestId: expect.stringMatching(/^local-/) as string,
    });
    expect(inspect(new CotterAbortError())).toMatch(
      /^CotterAbortError: The call was aborted by its signal\.\n[^]*\{\s+retryable: false,\s+requestId: 'local-\w+',\s+code: 'aborted'\s+\}$/,
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
    'are told apart from %j',
    (value) => {
      expect(isCotterError(value)).toBe(false);
    },
  );
});
