import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { JwksSchema } from '@org/cotter-types';
import { createClock } from '../determinism/clock.ts';
import { systemRandomness } from '../determinism/randomness.ts';
import {
  createSigningKey,
  createSigningKeys,
  type SigningKeys,
} from './signing-keys.ts';

const clock = createClock(0);

function keys(): SigningKeys {
  clock.reset();
  return createSigningKeys({ clock, random: systemRandomness });
}

function kids(of: SigningKeys): string[] {
  return of.jwks().keys.map(({ kid }) => kid);
}

describe('the signing keys', () => {
  it('are published as the description says, without a private part', () => {
    const jwks = keys().jwks();
    expect(JwksSchema.parse(jwks)).toEqual(jwks);
    expect(JSON.stringify(jwks)).not.toContain('"d"');
  });

  it('are one, until it is rotated', () => {
    const fresh = keys();
    expect(fresh.jwks().keys).toEqual([fresh.active().jwk]);
  });

  it("carry production's kid first, and others of its form after a rotation", () => {
    const rotated = keys();
    expect(rotated.active().kid).toBe(
      'SPACE_JWT_PUBLIC:8028AAA3-EC2D-4BAA-BE7A-7C8359CCB9F9',
    );
    rotated.rotate();
    expect(kids(rotated)[0]).toMatch(
      /^SPACE_JWT_PUBLIC:[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/,
    );
    expect(new Set(kids(rotated)).size).toBe(2);
  });

  it('sign what their published half verifies', () => {
    const key = keys().active();
    const publicKey = createPublicKey({ key: { ...key.jwk }, format: 'jwk' });
    const signature = key.sign('text');
    const check = (text: string): boolean =>
      verify(
        'sha256',
        Buffer.from(text),
        { key: publicKey, dsaEncoding: 'ieee-p1363' },
        signature,
      );
    expect(signature).toHaveLength(64);
    expect([check('text'), check('other')]).toEqual([true, false]);
  });

  it('rotate: the new key comes first, the old one stays for the overlap', () => {
    const rotated = keys();
    const old = rotated.active().kid;
    rotated.rotate({ overlapMs: 1000 });
    const { kid } = rotated.active();
    expect(kid).not.toBe(old);
    expect(kids(rotated)).toEqual([kid, old]);
    expect(rotated.find(old)?.kid).toBe(old);
    clock.advance(1000);
    expect(kids(rotated)).toEqual([kid]);
    expect(rotated.find(old)).toBeUndefined();
  });

  it('keep a retired key as long as its tokens live by default, or not at all when told so', () => {
    const rotated = keys();
    rotated.rotate();
    clock.advance(3_599_999);
    expect(kids(rotated)).toHaveLength(2);
    rotated.rotate({ overlapMs: 0 });
    expect(kids(rotated)).toHaveLength(2);
    clock.advance(1);
    expect(kids(rotated)).toHaveLength(1);
    expect(() => {
      rotated.rotate({ overlapMs: -1 });
    }).toThrow(new RangeError('overlapMs must be a number from 0 up.'));
  });

  it('try again when randomness gives no number of the curve', () => {
    const given = [Buffer.alloc(32), Buffer.alloc(32, 0xff)];
    const key = createSigningKey(
      (bytes) => given.shift() ?? Buffer.alloc(bytes, 7),
      undefined,
      'kid',
    );
    expect(given).toEqual([]);
    expect(key.jwk).toEqual(
      createSigningKey((bytes) => Buffer.alloc(bytes, 7), undefined, 'kid').jwk,
    );
  });

  it('are dropped when they are withdrawn, and published up to 100', () => {
    const rotated = keys();
    for (let index = 0; index < 3; index++) rotated.rotate({ overlapMs: 0 });
    expect(rotated.save().retired).toEqual([]);
    for (let index = 0; index < 150; index++) rotated.rotate();
    expect(kids(rotated)).toHaveLength(101);
  });

  it('are the same after they were kept and restored', () => {
    const rotated = keys();
    rotated.rotate();
    const other = keys();
    other.restore(rotated.save());
    expect(other.jwks()).toEqual(rotated.jwks());
    expect(other.save()).toEqual(rotated.save());
    const { active } = rotated.save();
    const zero = { ...active, d: Buffer.alloc(32).toString('base64url') };
    expect(() => {
      other.restore({ active: zero, retired: [] });
    }).toThrow(RangeError);
    expect(other.jwks()).toEqual(rotated.jwks());
  });
});
