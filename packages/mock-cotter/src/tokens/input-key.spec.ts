import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemRandomness } from '../determinism/randomness.ts';
import { createInputKey, type InputKey } from './input-key.ts';

const newKey = (): InputKey => createInputKey(systemRandomness);

describe('the key of identity and event tokens', () => {
  it('is published as 32 bytes in base64, which verify what it signs', () => {
    const key = newKey();
    const raw = Buffer.from(key.publicKey, 'base64');
    expect(raw).toHaveLength(32);
    const publicKey = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
      format: 'jwk',
    });
    expect(
      verify(
        null,
        Buffer.from('message'),
        publicKey,
        Buffer.from(key.sign('message'), 'base64'),
      ),
    ).toBe(true);
  });

  // The private key and the public key are those of RFC 8032 section 7.1, test 1.
  it('is the key that its 32 bytes stand for', () => {
    const seed =
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    const { publicKey } = createInputKey(() => Buffer.from(seed, 'hex'));
    expect(Buffer.from(publicKey, 'base64').toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
  });

  it.each<[string, string, (signature: string) => string, boolean]>([
    ['its own signature', 'message', (own) => own, true],
    ['another message', 'massage', (own) => own, false],
    [
      "another key's signature",
      'message',
      () => newKey().sign('message'),
      false,
    ],
    [
      'a shortened signature, as the documentation prints them',
      'message',
      () => '21P6mXSF2x357kZGkEMQTRTn3r...',
      false,
    ],
    [
      'base64 without padding',
      'message',
      (own) => own.replace(/=+$/, ''),
      false,
    ],
    ['base64 with a line break', 'message', (own) => `${own}\n`, false],
    ['nothing', 'message', () => '', false],
  ])('verifies: %s', (_name, message, given, expected) => {
    const key = newKey();
    expect(key.verify(message, given(key.sign('message')))).toBe(expected);
  });
});
