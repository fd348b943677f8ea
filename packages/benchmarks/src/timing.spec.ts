import { describe, expect, it } from 'vitest';
import { cpuMicroseconds, microseconds } from './timing.ts';

describe('microseconds', () => {
  it('times a synchronous and an asynchronous action', async () => {
    expect(await microseconds(() => JSON.parse('[1]'), 5)).toBeGreaterThan(0);
    expect(await microseconds(() => Promise.resolve(), 5)).toBeGreaterThan(0);
  });

  it('rejects with what the action throws', async () => {
    const failing = () => {
      throw new Error('wrong answer');
    };
    await expect(microseconds(failing, 5)).rejects.toThrow('wrong answer');
  });
});

describe('cpuMicroseconds', () => {
  it('makes so many calls, and so many at once', async () => {
    let made = 0;
    let under = 0;
    let most = 0;
    const call = async () => {
      made += 1;
      under += 1;
      most = Math.max(most, under);
      await Promise.resolve();
      under -= 1;
    };
    expect(await cpuMicroseconds(call, 10, 3)).toBeGreaterThanOrEqual(0);
    expect([made, most]).toEqual([10, 3]);
  });
});
