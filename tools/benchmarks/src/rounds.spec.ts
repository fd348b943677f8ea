import { describe, expect, it } from 'vitest';
import { interleave } from './rounds.ts';

describe('interleave', () => {
  const run = async () => {
    const order: string[] = [];
    let time = 0;
    const peer = (name: string, factor: number) => () => {
      order.push(name);
      time += 1;
      return Promise.resolve({ ms: time * factor });
    };
    const samples = await interleave(3, { a: peer('a', 10), b: peer('b', 1) });
    return { order, samples };
  };

  it('measures each peer once a round and changes who comes first', async () => {
    const { order } = await run();
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
  });

  it('keeps the values of a peer in the order of the rounds', async () => {
    const { samples } = await run();
    expect(samples.of('a', 'ms')).toEqual([10, 40, 50]);
    expect(samples.finding('time', 'ms', 'b', 'ms')).toEqual({
      name: 'time',
      unit: 'ms',
      spread: { median: 3, min: 2, max: 6, rounds: 3 },
    });
  });

  it('divides the values of the same round', async () => {
    const { samples } = await run();
    expect(samples.ratio('a over b', 'a', 'b', 'ms').spread).toEqual({
      median: 50 / 6,
      min: 5,
      max: 40 / 3,
      rounds: 3,
    });
  });
});
