import { describe, expect, it } from 'vitest';
import { ratioOf, spreadOf } from './spread.ts';

describe('spreadOf', () => {
  it('takes the middle value of an odd number of rounds', () => {
    expect(spreadOf([9, 1, 5])).toEqual({
      median: 5,
      min: 1,
      max: 9,
      rounds: 3,
    });
  });

  it('takes the mean of the two middle values of an even number', () => {
    expect(spreadOf([10, 1, 4, 2]).median).toBe(3);
  });

  it.each([[[]], [[1, Number.NaN]], [[Number.POSITIVE_INFINITY]]])(
    'refuses %j',
    (values) => {
      expect(() => spreadOf(values)).toThrow(RangeError);
    },
  );
});

describe('ratioOf', () => {
  it('divides round by round, not median by median', () => {
    expect(ratioOf([2, 30, 8], [1, 10, 8])).toEqual({
      median: 2,
      min: 1,
      max: 3,
      rounds: 3,
    });
  });

  it('refuses rounds without a partner', () => {
    expect(() => ratioOf([1, 2], [1])).toThrow(RangeError);
  });

  it('refuses a divisor of zero', () => {
    expect(() => ratioOf([1], [0])).toThrow(RangeError);
  });
});
