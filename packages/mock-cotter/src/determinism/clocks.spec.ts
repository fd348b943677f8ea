import { describe, expect, it } from 'vitest';
import { createClocks } from './clocks.ts';

const START = 1_700_000_000_000;

describe('the clock of an API key id', () => {
  it('follows the common one until it is moved', () => {
    const clocks = createClocks(START);
    clocks.advance(1);
    expect(clocks.of('a').now()).toBe(START + 1);
    clocks.of('a').advance(10);
    clocks.advance(100);
    expect(clocks.of('a').now()).toBe(START + 111);
    expect(clocks.of('b').now()).toBe(START + 101);
    expect(clocks.now()).toBe(START + 101);
  });

  it('follows the common one to where that is set', () => {
    const clocks = createClocks();
    clocks.set(START);
    expect([clocks.now(), clocks.of('a').now()]).toEqual([START, START]);
  });

  it('stands still when it is set, whatever the others do', () => {
    const clocks = createClocks(START);
    clocks.of('a').set(5);
    clocks.advance(100);
    expect([clocks.at('a'), clocks.at('b'), clocks.at(undefined)]).toEqual([
      5,
      START + 100,
      START + 100,
    ]);
    clocks.of('a').reset();
    expect(clocks.at('a')).toBe(START + 100);
  });

  it('ends with a reset of the common one', () => {
    const clocks = createClocks(START);
    clocks.of('a').set(5);
    clocks.reset();
    expect(clocks.at('a')).toBe(START);
  });

  it('is what something goes by, and no longer than it runs', () => {
    const clocks = createClocks(START);
    clocks.of('a').set(5);
    clocks.of('b').set(6);
    const seen = clocks.within('a', () => [
      clocks.now(),
      clocks.within('b', () => clocks.now()),
      clocks.within(undefined, () => clocks.now()),
      clocks.now(),
    ]);
    expect(seen).toEqual([5, 6, START, 5]);
    expect(() =>
      clocks.within('a', () => {
        throw new Error('expected');
      }),
    ).toThrow('expected');
    expect(clocks.now()).toBe(START);
  });

  it('is one of 10,000 at most', () => {
    const clocks = createClocks(START);
    for (let id = 0; id < 10_000; id += 1) clocks.of(String(id)).set(id);
    const more = clocks.of('more');
    expect(() => {
      more.advance(1);
    }).toThrow(
      new RangeError(
        '10000 API key ids have a clock of their own already; reset some first.',
      ),
    );
    clocks.of('9').advance(1);
    expect(clocks.at('9')).toBe(10);
    clocks.of('0').reset();
    more.advance(1);
    expect(more.now()).toBe(START + 1);
  });
});
