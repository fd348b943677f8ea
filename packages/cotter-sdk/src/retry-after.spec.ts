import { description } from '@org/cotter-types/description';
import { describe, expect, it } from 'vitest';
import { MAX_RETRY_AFTER_SECONDS, retryAfterMs } from './retry-after.ts';

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
