import { describe, expect, it } from 'vitest';
import { readClock, type ClockOptions } from './clock.ts';

describe('the clock of a verification', () => {
  it("is the system's, and 10 s are tolerated", () => {
    const clock = readClock({});
    const before = Date.now();
    const time = clock.now();
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
    expect(clock.toleranceSeconds).toBe(10);
  });

  it('is the one that is given', () => {
    const clock = readClock({ now: () => 5, clockToleranceSeconds: 0.5 });
    expect(clock.now()).toBe(5);
    expect(clock.toleranceSeconds).toBe(0.5);
  });

  it.each([0, 60])('may be off by %d s', (clockToleranceSeconds) => {
    const { toleranceSeconds } = readClock({ clockToleranceSeconds });
    expect(toleranceSeconds).toBe(clockToleranceSeconds);
  });

  it.each([-1, 60.5, NaN, Infinity, '10', null])(
    'may not be off by %j s',
    (clockToleranceSeconds) => {
      const options = { clockToleranceSeconds } as ClockOptions;
      expect(() => readClock(options)).toThrow(
        new TypeError('clockToleranceSeconds must be a number from 0 to 60'),
      );
    },
  );

  it.each([5, null, 'now'])('may not be %j', (now) => {
    expect(() => readClock({ now } as unknown as ClockOptions)).toThrow(
      new TypeError('now must be a function'),
    );
  });

  it.each([NaN, Infinity, '5', undefined, new Date(5)])(
    'may not say %s, by which nothing would ever have expired',
    (time) => {
      const clock = readClock({ now: () => time as number });
      expect(() => clock.now()).toThrow(
        new TypeError('now must return a number of milliseconds'),
      );
    },
  );
});
