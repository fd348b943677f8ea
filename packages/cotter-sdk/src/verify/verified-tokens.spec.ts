import { describe, expect, it } from 'vitest';
import type { VerificationKey } from './key-set.ts';
import { VerifiedTokens } from './verified-tokens.ts';

const key = { x: 'x', y: 'y' } as VerificationKey;
const sameLooking = { ...key };

describe('VerifiedTokens', () => {
  it('knows a token with its key alone', () => {
    const tokens = new VerifiedTokens(2);
    tokens.add('a', key);
    expect(tokens.has('a', key)).toBe(true);
    expect(tokens.has('a', sameLooking)).toBe(false);
    expect(tokens.has('b', key)).toBe(false);
  });

  it('forgets what was not used for longest', () => {
    const tokens = new VerifiedTokens(2);
    tokens.add('a', key);
    tokens.add('b', key);
    tokens.has('a', key);
    tokens.add('c', key);
    expect(['a', 'b', 'c'].map((jwt) => tokens.has(jwt, key))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('holds a token that is added twice once', () => {
    const tokens = new VerifiedTokens(2);
    for (const jwt of ['a', 'b', 'b', 'b']) tokens.add(jwt, key);
    expect(tokens.has('a', key)).toBe(true);
  });

  it('forgets on demand', () => {
    const tokens = new VerifiedTokens(2);
    tokens.add('a', key);
    tokens.forget('a');
    expect(tokens.has('a', key)).toBe(false);
  });

  it('with room for none, holds none', () => {
    const tokens = new VerifiedTokens(0);
    tokens.add('a', key);
    expect(tokens.has('a', key)).toBe(false);
  });
});
