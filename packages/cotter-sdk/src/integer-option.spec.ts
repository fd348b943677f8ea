import { describe, expect, it } from 'vitest';
import { readInteger } from './integer-option.ts';

describe('readInteger', () => {
  it.each([-2, 0, 3])('takes %d of -2 to 3', (value) => {
    expect(readInteger('n', value, -2, 3)).toBe(value);
  });

  it.each([-3, 4, 0.5, NaN, Infinity, '1', null, undefined])(
    'refuses %j, and names the option and its bounds',
    (value) => {
      expect(() => readInteger('n', value, -2, 3)).toThrow(
        new TypeError('n must be an integer from -2 to 3'),
      );
    },
  );
});
