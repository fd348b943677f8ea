// What a JWT is refused for before its signature is checked, in the words that its sender reads.
import { describe, expect, it } from 'vitest';
import { checkSignatureLength, decodeJwt, readHeader } from './jwt.ts';

function part(bytes: string | Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

const HEADER = part('{"alg":"ES256"}');
const PAYLOAD = part('{"sub":"someone"}');
const NO_PAYLOAD = 'its payload is not a JSON object in base64url';

describe('decodeJwt', () => {
  it('takes a JWT apart', () => {
    expect(decodeJwt(`${HEADER}.${PAYLOAD}.AAAA`)).toEqual({
      header: { alg: 'ES256' },
      payload: { sub: 'someone' },
      signingInput: `${HEADER}.${PAYLOAD}`,
      signature: Buffer.alloc(3),
    });
  });

  it.each<[string, unknown, string]>([
    ['what is not a string', 1, 'it is not a string'],
    [
      'the value of an Authorization header',
      `bEaReR ${HEADER}.${PAYLOAD}.AAAA`,
      'it starts with the word Bearer; pass what follows it',
    ],
    [
      'two parts',
      `${HEADER}.${PAYLOAD}`,
      'it does not have three parts with dots between',
    ],
    [
      'four parts',
      `${HEADER}.${PAYLOAD}.AAAA.AAAA`,
      'it does not have three parts with dots between',
    ],
    [
      'a header that is no JSON object',
      `${part('[]')}.${PAYLOAD}.AAAA`,
      'its header is not a JSON object in base64url',
    ],
    [
      'a header that is a number',
      `${part('1')}.${PAYLOAD}.AAAA`,
      'its header is not a JSON object in base64url',
    ],
    ['a payload that is null', `${HEADER}.${part('null')}.AAAA`, NO_PAYLOAD],
    ['a payload that is no JSON', `${HEADER}.${part('{')}.AAAA`, NO_PAYLOAD],
    ['a payload that is not in base64url', `${HEADER}.+.AAAA`, NO_PAYLOAD],
    [
      'a payload after a byte order mark',
      `${HEADER}.${part('\uFEFF{}')}.AAAA`,
      NO_PAYLOAD,
    ],
    [
      'a payload that is not UTF-8',
      `${HEADER}.${part(Buffer.from('{"sub":"\xff"}', 'latin1'))}.AAAA`,
      NO_PAYLOAD,
    ],
    [
      'a signature that is not in base64url',
      `${HEADER}.${PAYLOAD}.+`,
      'its signature is not in base64url',
    ],
  ])('refuses %s', (_name, jwt, detail) => {
    expect(decodeJwt(jwt)).toEqual({ reason: 'malformed', detail });
  });

  it('takes "bearer" for a word only as a separate word at the start', () => {
    const detail = 'it does not have three parts with dots between';
    for (const jwt of ['bearerA', 'a bearer token'])
      expect(decodeJwt(jwt)).toEqual({ reason: 'malformed', detail });
  });

  it('takes 16,384 characters and no more', () => {
    const start = `${HEADER}.${PAYLOAD}.`;
    const longest = start + 'A'.repeat(16_384 - start.length);
    const length = Math.floor(((16_384 - start.length) * 3) / 4);
    expect(decodeJwt(longest)).toMatchObject({
      signature: Buffer.alloc(length),
    });
    expect(decodeJwt(`${longest}A`)).toEqual({
      reason: 'malformed',
      detail: 'it is longer than 16384 characters',
    });
  });
});

describe('readHeader', () => {
  it.each([{}, { typ: 'JWT' }, { typ: 'jwt' }])(
    'reads the key id of %j',
    (more) => {
      expect(readHeader({ alg: 'ES256', kid: 'a', ...more })).toEqual({
        kid: 'a',
      });
    },
  );

  it('refuses another algorithm', () => {
    expect(readHeader({ alg: 'none', kid: 'a' })).toEqual({
      reason: 'algorithm',
      field: 'alg',
      detail: 'its algorithm is not ES256',
    });
  });

  it.each(['crit', 'jku', 'jwk', 'x5c', 'x5u'])('refuses %s', (field) => {
    expect(readHeader({ alg: 'ES256', kid: 'a', [field]: '' })).toEqual({
      reason: 'header',
      field,
      detail: `its header has ${field}, which is refused`,
    });
  });

  it.each(['at+jwt', '', 1, null])('refuses the typ %j', (typ) => {
    expect(readHeader({ alg: 'ES256', kid: 'a', typ })).toEqual({
      reason: 'header',
      field: 'typ',
      detail: 'its header says that it is no JWT',
    });
  });

  it.each([undefined, '', 1])('refuses the kid %j', (kid) => {
    expect(readHeader({ alg: 'ES256', kid })).toEqual({
      reason: 'malformed',
      field: 'kid',
      detail: 'its header does not name the key that signed it',
    });
  });
});

it('a signature has 64 bytes', () => {
  expect(checkSignatureLength(new Uint8Array(64))).toBeUndefined();
  for (const length of [0, 63, 65])
    expect(checkSignatureLength(new Uint8Array(length))).toEqual({
      reason: 'bad_signature',
      detail: 'its signature does not have 64 bytes',
    });
});
