import { describe, expect, it } from 'vitest';
import { readListener } from './listener.ts';

describe('readListener', () => {
  it('passes on what happens', () => {
    const heard: number[] = [];
    const tell = readListener<number>((event) => heard.push(event));
    tell(1);
    tell(2);
    expect(heard).toEqual([1, 2]);
  });

  it('ignores what the listener throws', () => {
    const tell = readListener<number>(() => {
      throw new Error('of the listener');
    });
    expect(() => {
      tell(1);
    }).not.toThrow();
  });

  it('takes none', () => {
    expect(() => {
      readListener<number>(undefined)(1);
    }).not.toThrow();
  });

  it.each([null, 5, 'x', {}])('refuses %j', (onEvent) => {
    expect(() => readListener(onEvent as never)).toThrow(
      new TypeError('onEvent must be a function'),
    );
  });
});
