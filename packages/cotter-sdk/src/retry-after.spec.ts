import { description } from '@org/cotter-types/description';
import { describe, expect, it } from 'vitest';
import { MAX_RETRY_AFTER_SECONDS, retryAfterMs } from './retry-after.ts';

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
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (value, expected) => {
    expect(retryAfterMs(value)).toBe(expected);
  });
});
