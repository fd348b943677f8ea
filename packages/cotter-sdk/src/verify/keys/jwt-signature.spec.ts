// What comes of a JWT's signature, over keys that the test gives.
import { describe, expect, it } from 'vitest';
import { checkSignature } from './jwt-signature.ts';
import type { KeySource } from './key-source.ts';
import type { VerificationKey } from './key-set.ts';

const part = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const TEXT = `${part({ alg: 'ES256', kid: 'a' })}.${part({ sub: 'someone' })}`;
const JWT = `${TEXT}.${Buffer.alloc(64, 1).toString('base64url')}`;

/** One key, with the id `a`, for which every signature is valid or not, as given. */
function source(isGood = true) {
  const asked: string[] = [];
  const checked: unknown[] = [];
  const key: VerificationKey = {
    x: '',
    y: '',
    verify(signature, text) {
      checked.push({ signature, text });
      return isGood;
    },
  };
  const keys: KeySource = {
    find(kid) {
      asked.push(kid);
      return Promise.resolve(kid === 'a' ? key : undefined);
    },
    replacement: () => Promise.resolve(undefined),
  };
  return { asked, checked, key, keys };
}

describe('checkSignature', () => {
  it('yields the claims that the key of the header signed', async () => {
    const { asked, checked, key, keys } = source();
    expect(await checkSignature(JWT, keys)).toEqual({
      claims: { sub: 'someone' },
      kid: 'a',
      key,
    });
    expect(asked).toEqual(['a']);
    expect(checked).toEqual([{ signature: Buffer.alloc(64, 1), text: TEXT }]);
  });

  it('says that there is no such key', async () => {
    const { checked, keys } = source();
    const other = JWT.replace(/^[^.]+/, part({ alg: 'ES256', kid: 'b' }));
    expect(await checkSignature(other, keys)).toEqual({
      reason: 'unknown_kid',
      field: 'kid',
      detail: 'the signing keys do not hold the one that its header names',
    });
    expect(checked).toEqual([]);
  });

  it('says that the key did not sign it', async () => {
    expect(await checkSignature(JWT, source(false).keys)).toEqual({
      reason: 'bad_signature',
      detail: 'its signature does not match',
    });
  });

  it.each([
    ['what is no JWT', 'a.b.c', 'malformed'],
    ['a header that is refused', JWT.replace(/^[^.]+/, part({})), 'algorithm'],
    ['a signature of another length', `${JWT}AAAA`, 'bad_signature'],
  ])('asks for no key for %s', async (_, jwt, reason) => {
    const { asked, keys } = source();
    expect(await checkSignature(jwt, keys)).toMatchObject({ reason });
    expect(asked).toEqual([]);
  });
});
