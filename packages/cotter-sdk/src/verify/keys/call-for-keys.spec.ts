import { describe, expect, it, vi } from 'vitest';
import { CotterNetworkError } from '../../errors/client-errors.ts';
import { jwksOf, signingKey } from '../../testing/signed-jwt.fixture.ts';
import { callForKeys } from './call-for-keys.ts';

const SECRET = 'canary-secret';

describe('a function that gets the keys', () => {
  it('returns them', async () => {
    const key = signingKey('kid');
    const got = await callForKeys(() => Promise.resolve(jwksOf(key)), 1000);
    expect(got).toMatchObject({
      source: 'the function jwks',
      keys: [{ kid: 'kid', x: key.jwk.x }],
    });
  });

  it.each([undefined, null, 'x', { keys: [] }])(
    'that returns %j has no usable key',
    async (value) => {
      const got = await callForKeys(() => Promise.resolve(value), 1000);
      expect(got).toMatchObject({ fault: 'no_usable_key' });
    },
  );

  it('that rejects with an error of the client passes its message and request id on', async () => {
    const error = new CotterNetworkError(
      'ECONNREFUSED',
      true,
      { action: 'retry', retryable: true, requestId: 'req-1' },
      'proxy.example:3128',
    );
    const got = await callForKeys(() => Promise.reject(error), 1000);
    expect(got).toMatchObject({
      fault: 'function_failed',
      requestId: 'req-1',
      detail: expect.stringContaining('proxy.example:3128') as string,
    });
  });

  it.each([
    [new RangeError(SECRET), 'It threw: RangeError.'],
    [SECRET, 'It threw: string.'],
  ])(
    'that rejects with anything else is not quoted',
    async (thrown, detail) => {
      const got = await callForKeys(
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- an application may do this
        () => Promise.reject(thrown),
        1000,
      );
      expect(got).toMatchObject({ fault: 'function_failed', detail });
      expect(JSON.stringify(got)).not.toContain(SECRET);
    },
  );

  it('that throws at once counts as one that rejects', async () => {
    const got = await callForKeys(() => {
      throw new TypeError(SECRET);
    }, 1000);
    expect(got).toMatchObject({ detail: 'It threw: TypeError.' });
  });

  it('that never settles is given up, and its signal fires', async () => {
    vi.useFakeTimers();
    const signals: AbortSignal[] = [];
    const pending = callForKeys(({ signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    }, 1000);
    await vi.advanceTimersByTimeAsync(999);
    expect(signals[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await expect(pending).resolves.toMatchObject({ fault: 'timeout' });
    expect(signals[0]?.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
