import { describe, expect, it } from 'vitest';
import type { SignedJwt } from './keys/jwt-signature.ts';
import { VerifiedTokens } from './verified-tokens.ts';

function found(kid: string): SignedJwt {
  return { kid, claims: {}, key: { x: '', y: '', verify: () => true } };
}

describe('VerifiedTokens', () => {
  it('knows what was found in a token, and nothing of others', () => {
    const tokens = new VerifiedTokens(2);
    const a = found('a');
    tokens.add('a', a);
    expect(tokens.get('a')).toBe(a);
    expect(tokens.get('b')).toBeUndefined();
  });

  it('forgets what was used least recently', () => {
    const tokens = new VerifiedTokens(2);
    for (const jwt of ['a', 'b']) tokens.add(jwt, found(jwt));
    tokens.get('a');
    tokens.add('c', found('c'));
    expect(['a', 'b', 'c'].map((jwt) => tokens.get(jwt)?.kid)).toEqual([
      'a',
      undefined,
      'c',
    ]);
  });

  it('keeps a token that is always in use, however many come once', () => {
    const tokens = new VerifiedTokens(10);
    tokens.add('busy', found('busy'));
    for (let i = 0; i < 100; i += 1) {
      tokens.add(String(i), found(String(i)));
      expect(tokens.get('busy')?.kid).toBe('busy');
    }
  });

  it('holds a token that is added twice once', () => {
    const tokens = new VerifiedTokens(2);
    for (const jwt of ['a', 'b', 'b', 'b']) tokens.add(jwt, found(jwt));
    expect(tokens.get('a')?.kid).toBe('a');
  });

  it('forgets on demand', () => {
    const tokens = new VerifiedTokens(2);
    tokens.add('a', found('a'));
    tokens.forget('a');
    expect(tokens.get('a')).toBeUndefined();
  });

  it('with room for none, holds none', () => {
    const tokens = new VerifiedTokens(0);
    tokens.add('a', found('a'));
    expect(tokens.get('a')).toBeUndefined();
  });
});
