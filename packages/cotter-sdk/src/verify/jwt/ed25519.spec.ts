import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkEd25519, readPublicKeys } from './ed25519.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const { x = '' } = publicKey.export({ format: 'jwk' });
const KEY = Buffer.from(x, 'base64url').toString('base64');
const SIGNATURE = sign(null, Buffer.from('text'), privateKey).toString(
  'base64',
);

describe('publicKeys', () => {
  it('are 16 at most', () => {
    const keys = readPublicKeys(Array.from({ length: 16 }, () => KEY));
    expect(keys).toHaveLength(16);
  });

  it.each<[string, unknown]>([
    ['none', []],
    ['17', Array.from({ length: 17 }, () => KEY)],
    ['one outside a list', KEY],
    ['a number', [1]],
    ['a list in the list', [[KEY, KEY, KEY, KEY]]],
    ['what is not base64', [KEY, 'a key']],
    ['31 bytes', [Buffer.alloc(31).toString('base64')]],
  ])('are not %s', (_name, keys) => {
    expect(() => readPublicKeys(keys)).toThrow(
      new TypeError(
        'publicKeys must be a list of 1 to 16 Ed25519 keys, each 32 bytes in base64',
      ),
    );
  });
});

describe('a signature', () => {
  const keys = readPublicKeys([KEY]);
  const fault = { reason: 'bad_signature', field: 'signature' };

  it('of one of the keys is taken', async () => {
    const more = [...readPublicKeys(undefined), ...keys];
    expect(await checkEd25519(more, SIGNATURE, 'text')).toBeUndefined();
  });

  it('of another text is refused', async () => {
    expect(await checkEd25519(keys, SIGNATURE, 'other')).toEqual({
      ...fault,
      detail: 'its signature does not match',
    });
  });

  it.each(['', 'AAAA', 'a signature', SIGNATURE.replaceAll('=', '')])(
    'that is %j is refused',
    async (signature) => {
      expect(await checkEd25519(keys, signature, 'text')).toEqual({
        ...fault,
        detail: 'its signature is not 64 bytes in base64',
      });
    },
  );
});
