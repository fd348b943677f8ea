import { describe, expect, it } from 'vitest';
import { readInteger, readListener } from './read-option.ts';

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

describe('readListener', () => {
  it('passes on what happens', () => {
    const received: number[] = [];
    const notify = readListener<[number]>((event) => received.push(event));
    notify(1);
    notify(2);
    expect(received).toEqual([1, 2]);
  });

  it('ignores what the listener throws', () => {
    const notify = readListener<[number]>(() => {
      throw new Error('of the listener');
    });
    expect(() => {
      notify(1);
    }).not.toThrow();
  });

  it('takes none', () => {
    expect(() => {
      readListener<[number]>(undefined)(1);
    }).not.toThrow();
  });

  it.each([null, 5, 'x', {}])('refuses %j', (onEvent) => {
    expect(() => readListener(onEvent as never)).toThrow(
      new TypeError('onEvent must be a function'),
    );
  });
});
