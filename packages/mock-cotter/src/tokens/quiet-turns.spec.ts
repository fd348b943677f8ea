import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { countTurns } from './quiet-turns.ts';

describe('a turn of the event loop', () => {
  it('is quiet if it and the one before served one request', async () => {
    const isQuiet = countTurns();
    const calls: boolean[][] = [];
    for (const count of [2, 2, 4, 2, 2]) {
      calls.push(Array.from({ length: count }, isQuiet));
      await setImmediate();
    }
    expect(calls).toEqual([
      // Nothing is known of the turn before.
      [false, false],
      [true, true],
      [true, true, false, false],
      [false, false],
      [true, true],
    ]);
  });
});
