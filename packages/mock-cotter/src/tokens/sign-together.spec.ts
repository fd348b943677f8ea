import { generateKeyPairSync, verify } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { signTogether } from './sign-together.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
});

describe('the texts of one turn', () => {
  it.each([
    [2, 'in place', 2],
    [4, 'in the thread pool', 0],
  ])('%s are signed %s', async (count, _, signedAtOnce) => {
    const texts = Array.from(
      { length: count },
      (_, at) => `text ${String(at)}`,
    );
    let signed = 0;
    const signatures = texts.map(async (text) => {
      const signature = await signTogether(text, { key: privateKey });
      signed += 1;
      return signature;
    });
    expect(signed).toBe(0);
    // What another thread signs is ready in a later turn.
    await setImmediate();
    expect(signed).toBe(signedAtOnce);
    for (const [at, signature] of (await Promise.all(signatures)).entries())
      expect(
        verify(
          'sha256',
          Buffer.from(`text ${String(at)}`),
          publicKey,
          signature,
        ),
      ).toBe(true);
  });
});
