import { describe, expect, it, vi } from 'vitest';
import { createClock, unixSeconds, isoEnd } from './clock.ts';

const START = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

describe('a clock', () => {
  it("runs with the system's unless told otherwise", () => {
    const before = Date.now();
    const now = createClock().now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('follows a Date that a test fakes after the clock was made', () => {
    const clock = createClock();
    vi.useFakeTimers({ toFake: ['Date'], now: START });
    expect(clock.now()).toBe(START);
    vi.setSystemTime(START + 3_700_000);
    expect(clock.now()).toBe(START + 3_700_000);
  });

  it('stands still where it is set', () => {
    const clock = createClock();
    clock.set(new Date(START));
    expect(clock.now()).toBe(START);
    clock.advance(-678);
    expect(clock.now()).toBe(START - 678);
  });

  it('runs on after it was moved', () => {
    const clock = createClock();
    clock.advance(3_600_000);
    expect(clock.now()).toBeGreaterThanOrEqual(Date.now() + 3_599_000);
    clock.reset();
    expect(clock.now()).toBeLessThanOrEqual(Date.now());
  });

  it('goes back to where it was started', () => {
    const clock = createClock(START);
    clock.advance(1000);
    clock.reset();
    expect(clock.now()).toBe(START);
  });

  it('tells whole seconds', () => {
    expect(unixSeconds(createClock(START))).toBe((START - 678) / 1000);
  });

  it('refuses what is no time, and stays where it was', () => {
    const clock = createClock(START);
    for (const bad of [NaN, Infinity, 8.64e15 + 1]) {
      const refused = new RangeError('The clock cannot show this time.');
      expect(() => {
        clock.set(bad);
      }).toThrow(refused);
      expect(() => {
        clock.advance(bad);
      }).toThrow(refused);
    }
    expect(clock.now()).toBe(START);
  });
});

it.each([
  [1_700_000_000_000, '2023-11-14T22:13:20.000Z'],
  [8_640_000_000_000_001, '+275760-09-13T00:00:00.000Z'],
  [Infinity, '+275760-09-13T00:00:00.000Z'],
])('an end at %d is %s', (milliseconds, text) => {
  expect(isoEnd(milliseconds)).toBe(text);
});
