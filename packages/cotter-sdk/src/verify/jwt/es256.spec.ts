// Node's own crypto and WebCrypto must not differ in what they accept.
import { describe, expect, it, vi } from 'vitest';
import { stubProcess } from '../../testing/stub-process.fixture.ts';
import { importEs256 } from './es256.ts';
import {
  accessClaims,
  signedJwt,
  signingKey,
} from '../../testing/signed-jwt.fixture.ts';

const key = signingKey('kid');
const stranger = signingKey('kid');

function parts(jwt: string) {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  return {
    text: `${header}.${payload}`,
    signature: new Uint8Array(Buffer.from(signature, 'base64url')),
  };
}

const { text, signature } = parts(signedJwt(key, accessClaims));

const implementations: readonly (readonly [string, () => void])[] = [
  ['of Node.js', () => undefined],
  [
    'of WebCrypto',
    () => {
      vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
    },
  ],
  [
    'of WebCrypto, where Node.js is too old to be asked for its own',
    () => {
      stubProcess({ getBuiltinModule: undefined });
    },
  ],
  ...['bun', 'deno'].map(
    (runtime) =>
      [
        `of WebCrypto, where ${runtime} imitates Node.js`,
        () => {
          stubProcess({
            getBuiltinModule: () => {
              throw new Error('It should not be asked.');
            },
            versions: { ...process.versions, [runtime]: '1.2.3' },
          });
        },
      ] as const,
  ),
];

describe.each(implementations)('ES256 %s', (_, prepare) => {
  async function verifier(point: { readonly x: string; readonly y: string }) {
    prepare();
    const verify = await importEs256(point);
    if (verify === undefined) throw new Error('The key is refused.');
    return verify;
  }

  it('accepts what the key signed', async () => {
    const verify = await verifier(key.jwk);
    expect(await verify(signature, text)).toBe(true);
  });

  it('refuses what another key signed', async () => {
    const verify = await verifier(stranger.jwk);
    expect(await verify(signature, text)).toBe(false);
  });

  it('refuses a signature or a text with one bit changed', async () => {
    const verify = await verifier(key.jwk);
    const accepted: number[] = [];
    for (let at = 0; at < signature.length; at += 1) {
      const changed = signature.map((byte, i) => (i === at ? byte ^ 1 : byte));
      if (await verify(changed, text)) accepted.push(at);
    }
    expect(accepted).toEqual([]);
    expect(await verify(signature, `${text}A`)).toBe(false);
    expect(await verify(signature, text.slice(0, -1))).toBe(false);
  });

  it.each([
    ['of zeros', new Uint8Array(64)],
    ['of ones', new Uint8Array(64).fill(0xff)],
    ['that is empty', new Uint8Array(0)],
    ['that is too short', signature.slice(0, 63)],
    ['that is too long', new Uint8Array([...signature, 0])],
  ])('refuses a signature %s', async (_name, wrong) => {
    const verify = await verifier(key.jwk);
    expect(await verify(wrong, text)).toBe(false);
  });

  it('makes no key of what is no point of the curve', async () => {
    prepare();
    const { x } = key.jwk;
    expect(await importEs256({ x, y: x })).toBeUndefined();
    const zeros = Buffer.alloc(32).toString('base64url');
    expect(await importEs256({ x: zeros, y: zeros })).toBeUndefined();
  });
});
