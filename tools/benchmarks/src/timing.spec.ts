import { describe, expect, it } from 'vitest';
import { cpuMicroseconds, microseconds } from './timing.ts';

describe('microseconds', () => {
  it('waits for each call of an asynchronous action', async () => {
    let under = 0;
    let most = 0;
    await microseconds(async () => {
      under += 1;
      most = Math.max(most, under);
      await Promise.resolve();
      under -= 1;
    }, 5);
    expect([most, under]).toEqual([1, 0]);
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
    await cpuMicroseconds(call, 10, 3);
    expect([made, most]).toEqual([10, 3]);
  });
});
