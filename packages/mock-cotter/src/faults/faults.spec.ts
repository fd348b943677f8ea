import { describe, expect, it } from 'vitest';
import { CANARY } from '../testing/documented.fixture.ts';
import { createFaults, type FaultRule } from './faults.ts';

const refresh = { operation: 'refreshToken', apiKeyId: 'a' };

describe('the faults that wait', () => {
  it('apply to one request each, the oldest first', () => {
    const faults = createFaults();
    faults.add({ kind: 'reset' });
    faults.add({ kind: 'html', status: 504 });
    expect(faults.take(refresh)).toEqual({ kind: 'reset' });
    expect(faults.take(refresh)).toEqual({ kind: 'html', status: 504 });
    expect(faults.take(refresh)).toBeUndefined();
  });

  it('apply to as many requests as the rule asks for', () => {
    const faults = createFaults();
    faults.add({ kind: 'reset', times: 2 });
    expect([1, 2, 3].map(() => faults.take(refresh)?.kind)).toEqual([
      'reset',
      'reset',
      undefined,
    ]);
    faults.add({ kind: 'reset', times: Infinity });
    for (let i = 0; i < 50; i += 1)
      expect(faults.take(refresh)?.kind).toBe('reset');
    expect(faults.pending()).toEqual([
      { number: 2, kind: 'reset', times: Infinity },
    ]);
  });

  it('are removed by number, which no other ever gets', () => {
    const faults = createFaults();
    faults.add({ kind: 'reset' });
    faults.add({ kind: 'html' });
    expect(faults.remove(2)).toBe(true);
    expect(faults.remove(2)).toBe(false);
    const [kept] = faults.pending();
    faults.add(kept ?? { kind: 'delay' });
    expect(faults.pending()).toEqual([
      { number: 1, kind: 'reset', times: 1 },
      { number: 3, kind: 'reset', times: 1 },
    ]);
    const restored = createFaults();
    restored.restore(faults.save());
    restored.add({ kind: 'html' });
    expect(restored.pending().map(({ number }) => number)).toEqual([1, 3, 4]);
  });

  it('wait for their operation and their API key id', () => {
    const faults = createFaults();
    faults.add({ kind: 'reset', operation: 'getJwks' });
    faults.add({ kind: 'html', apiKeyId: 'b' });
    expect(faults.take(refresh)).toBeUndefined();
    expect(
      faults.take({ operation: 'signOut', apiKeyId: undefined }),
    ).toBeUndefined();
    expect(faults.take({ ...refresh, apiKeyId: 'b' })?.kind).toBe('html');
    expect(
      faults.take({ operation: 'getJwks', apiKeyId: undefined })?.kind,
    ).toBe('reset');
    expect(faults.pending()).toEqual([]);
  });

  it('are forgotten for one API key id, or all', () => {
    const faults = createFaults();
    faults.add({ kind: 'reset', apiKeyId: 'a' });
    faults.add({ kind: 'reset', apiKeyId: 'b' });
    faults.add({ kind: 'reset' });
    faults.clear('a');
    expect(faults.pending()).toStrictEqual([
      { number: 2, kind: 'reset', apiKeyId: 'b', times: 1 },
      { number: 3, kind: 'reset', times: 1 },
    ]);
    faults.clear();
    expect(faults.pending()).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['kind must be one of: delay', { kind: CANARY }],
    ['kind must be one of: delay', {}],
    ['operation must be one of: addCustomClaims', { operation: CANARY }],
    ['addCustomClaims, exchangeToken', { operation: CANARY }],
    ['apiKeyId must be', { apiKeyId: '' }],
    ['apiKeyId must be', { apiKeyId: 5 }],
    ['times must be', { times: 0 }],
    ['times must be', { times: 1.5 }],
    ['takes no such field', { status: 500 }],
    ['delayMs must be', { delayMs: '5' }],
    ['location must be', { kind: 'redirect', location: 'a\r\nb: c' }],
    ['needs delayMs', { kind: 'delay' }],
  ])('are refused: %s', (message, given) => {
    const faults = createFaults();
    const add = (): void => {
      faults.add({ kind: 'reset', ...(given as Partial<FaultRule>) });
    };
    if (Object.keys(given as object).length === 0) {
      expect(() => {
        faults.add({} as FaultRule);
      }).toThrow(message);
    } else {
      expect(add).toThrow(message);
      expect(add).not.toThrow(CANARY);
    }
    expect(faults.pending()).toEqual([]);
  });

  it('are bounded', () => {
    const faults = createFaults();
    for (let i = 0; i < 1000; i += 1) faults.add({ kind: 'reset' });
    expect(() => {
      faults.add({ kind: 'reset' });
    }).toThrow(new RangeError('1000 faults wait already; clear some first.'));
  });
});
