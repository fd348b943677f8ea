import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  it('draws from a span that doubles up to 8 seconds', () => {
    const longest = (attempt: number) => backoffMs(attempt, undefined, () => 1);
    expect([1, 2, 3, 4, 5, 6, 7, 11].map(longest)).toEqual([
      250, 500, 1000, 2000, 4000, 8000, 8000, 8000,
    ]);
    expect(backoffMs(3, undefined, () => 0)).toBe(0);
    expect(backoffMs(3, undefined, () => 0.1234)).toBe(123);
  });

  it('waits no less than the server asks for, but not for ever', () => {
    expect(backoffMs(1, 2000, () => 0.5)).toBe(2000);
    expect(backoffMs(5, 2000, () => 0.75)).toBe(3000);
    expect(backoffMs(1, 0, () => 0.5)).toBe(125);
    expect(backoffMs(1, 60_000, () => 0)).toBe(60_000);
    expect(backoffMs(1, 61_000, () => 0)).toBeUndefined();
  });

  it('waits no longer than a minute, to the millisecond', () => {
    expect(backoffMs(1, 60_001, () => 0)).toBeUndefined();
  });
});
