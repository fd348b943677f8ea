import { description } from '@org/cotter-types/description';
import { describe, expect, it } from 'vitest';
import { MAX_RETRY_AFTER_SECONDS, backoffMs, retryAfterMs } from './backoff.ts';

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

const NOW = Date.UTC(2026, 9, 21, 7, 27);

describe('retryAfterMs', () => {
  it("has the description's upper bound", () => {
    expect(MAX_RETRY_AFTER_SECONDS).toBe(
      description.components.headers.RetryAfter.schema.maximum,
    );
  });

  it.each([
    ['0', 0],
    ['1', 1000],
    ['007', 7000],
    ['86400', 86_400_000],
    ['86401', 86_400_000],
    ['9'.repeat(400), 86_400_000],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['1, 2', undefined],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 60_000],
    ['Wed, 21 Oct 2026 07:27:00 GMT', 0],
    ['Wed, 21 Oct 2026 07:26:59 GMT', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
    // Not the day of the week, no such day, no zone, another zone, other forms, no date.
    ['Thu, 21 Oct 2026 07:28:00 GMT', undefined],
    ['Sun, 30 Feb 2027 07:28:00 GMT', undefined],
    ['Wed, 21 Oct 2026 07:28:00', undefined],
    ['Wed, 21 Oct 2026 07:28:00 +0200', undefined],
    ['Wednesday, 21-Oct-26 07:28:00 GMT', undefined],
    ['Wed Oct 21 07:28:00 2026', undefined],
    ['2026-10-21T07:28:00Z', undefined],
    ['Invalid Date', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (value, expected) => {
    expect(retryAfterMs(value, NOW)).toBe(expected);
  });
});
