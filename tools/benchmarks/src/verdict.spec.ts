import { describe, expect, it } from 'vitest';
import { spreadOf } from './spread.ts';
import { verdictOn } from './verdict.ts';

const findings = [{ name: 'speed', unit: '×', spread: spreadOf([1, 2, 9]) }];
const met = (goal: { atLeast?: number; atMost?: number }) =>
  verdictOn([{ finding: 'speed', ...goal }], findings, { quick: false }).map(
    (verdict) => verdict.met,
  );

describe('verdictOn', () => {
  it.each([
    [{ atLeast: 2 }, true],
    [{ atLeast: 2.1 }, false],
    [{ atMost: 2 }, true],
    [{ atMost: 1.9 }, false],
    [{ atLeast: 1, atMost: 3 }, true],
  ])('holds the median against %j', (goal, expected) => {
    expect(met(goal)).toEqual([expected]);
  });

  it('refuses a goal without a bound', () => {
    expect(() => met({})).toThrow('has no bound');
  });

  it('refuses a goal that nothing was found for', () => {
    expect(() =>
      verdictOn([{ finding: 'size', atMost: 1 }], findings, { quick: false }),
    ).toThrow('Nothing was found for "size".');
  });

  it('leaves goals of the full run out of a quick one', () => {
    const goals = [{ finding: 'size', atMost: 1, fullOnly: true }];
    expect(verdictOn(goals, findings, { quick: true })).toEqual([]);
  });
});
