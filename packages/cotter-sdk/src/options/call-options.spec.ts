import { describe, expect, it } from 'vitest';
import { readCallOptions, readSignal } from './call-options.ts';

describe('the options of a call', () => {
  it('have the time of the client as a default', () => {
    expect(readCallOptions({}, 7)).toEqual({ signal: undefined, timeoutMs: 7 });
    const { signal } = new AbortController();
    expect(readCallOptions({ signal, timeoutMs: 5 }, 7)).toEqual({
      signal,
      timeoutMs: 5,
    });
  });

  it.each([1, 2_147_483_647])('may be %d ms', (timeoutMs) => {
    expect(readCallOptions({ timeoutMs }, 7).timeoutMs).toBe(timeoutMs);
  });

  it.each([0, 2_147_483_648, null])('may not be %j ms', (timeoutMs) => {
    expect(() => readCallOptions({ timeoutMs } as never, 7)).toThrow(
      new TypeError('timeoutMs must be an integer from 1 to 2147483647'),
    );
  });

  it('are refused with one that is misspelt', () => {
    expect(() => readCallOptions({ timeout: 5 } as never, 7)).toThrow(
      new TypeError(
        'There is no option timeout; the options are: signal, timeoutMs',
      ),
    );
  });
});

describe('a signal', () => {
  const like = {
    aborted: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };

  it('may be of any class', () => {
    expect(readSignal(like)).toBe(like);
  });

  it.each([
    null,
    'x',
    {},
    { ...like, aborted: 'no' },
    { ...like, addEventListener: 5 },
    { ...like, removeEventListener: undefined },
  ])('may not be %j', (signal) => {
    expect(() => readSignal(signal as never)).toThrow(
      new TypeError('signal must be an AbortSignal'),
    );
  });
});
