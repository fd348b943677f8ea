import { describe, expect, it } from 'vitest';
import { importKeySet, readKeySet } from './key-set.ts';
import { jwksOf, signingKey } from '../../testing/signed-jwt.fixture.ts';

const key = signingKey('kid');
const other = signingKey('other');
const { jwk } = key;
const { x, y } = jwk;
/** No point of the curve. */
const off = { kid: 'off', x, y: x };

describe('readKeySet', () => {
  it('reads what verifies ES256, and nothing else of a key', () => {
    expect(readKeySet(jwksOf(key, other))).toEqual([
      { kid: 'kid', x, y },
      { kid: 'other', x: other.jwk.x, y: other.jwk.y },
    ]);
  });

  it('takes a key that does not say what it is for', () => {
    const { alg: _alg, use: _use, ...bare } = jwk;
    expect(readKeySet({ keys: [bare] })).toHaveLength(1);
  });

  it.each([
    { kty: 'RSA' },
    { crv: 'P-384' },
    { alg: 'ES384' },
    { use: 'enc' },
    { kid: '' },
    { kid: 5 },
    { kid: undefined },
    { x: undefined },
    { x: 5 },
    { x: x.slice(1) },
    { x: `${x}AA` },
    { y: undefined },
    { y: y.slice(1) },
    { y: `${y}AA` },
    { y: '=' },
  ])('passes over a key with %j', (change) => {
    expect(readKeySet({ keys: [{ ...jwk, ...change }] })).toBeUndefined();
    expect(readKeySet({ keys: [{ ...jwk, ...change }, jwk] })).toHaveLength(1);
  });

  it('takes 32 keys, and not one more', () => {
    const keys = Array.from({ length: 32 }, () => jwk);
    expect(readKeySet({ keys })).toHaveLength(32);
    expect(readKeySet({ keys: [...keys, jwk] })).toBeUndefined();
  });
});

describe('importKeySet', () => {
  it('knows keys by their kid, and leaves out what is no point of the curve', async () => {
    const keys = await importKeySet([off, jwk, other.jwk]);
    expect([...keys.keys()]).toEqual(['kid', 'other']);
    expect(keys.get('kid')).toMatchObject({ x, y });
  });

  it('takes the first of two keys with one kid', async () => {
    const keys = await importKeySet([jwk, { ...other.jwk, kid: 'kid' }]);
    expect(keys.size).toBe(1);
    expect(keys.get('kid')).toMatchObject({ x, y });
  });

  it('takes the second where the first is no point of the curve', async () => {
    const keys = await importKeySet([off, { ...jwk, kid: 'off' }]);
    expect(keys.get('off')).toMatchObject({ x, y });
  });

  it('keeps a key that is still the same, and no other', async () => {
    const before = await importKeySet([jwk, other.jwk]);
    const after = await importKeySet(
      [jwk, { ...signingKey('other').jwk }, signingKey('new').jwk],
      before,
    );
    expect(after.get('kid')).toBe(before.get('kid'));
    expect(after.get('other')).not.toBe(before.get('other'));
    expect(after.get('new')).toBeDefined();
  });

  it.each(['x', 'y'] as const)(
    'imports a key again whose %s has changed',
    async (name) => {
      const before = await importKeySet([jwk]);
      const changed = { ...jwk, [name]: other.jwk[name] };
      // It is no point of the curve any more, which only an import finds.
      expect((await importKeySet([changed], before)).size).toBe(0);
    },
  );
});
