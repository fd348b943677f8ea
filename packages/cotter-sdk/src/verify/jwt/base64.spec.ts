import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64Url } from './base64.ts';

const samples = Array.from({ length: 70 }, (_, length) =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 89 + length * 7) % 256)),
);

describe('decodeBase64Url', () => {
  it('decodes what Node encodes, of any length', () => {
    for (const bytes of samples) {
      expect(decodeBase64Url(bytes.toString('base64url'))).toEqual(
        new Uint8Array(bytes),
      );
    }
  });

  it.each([
    'A',
    'AAAAA',
    'AA==',
    'AB',
    'AAB',
    'A+',
    'A/',
    'AA\n',
    ' AA',
    'AÀ',
    'A\0',
  ])('refuses %j', (text) => {
    expect(decodeBase64Url(text)).toBeUndefined();
  });
});

describe('decodeBase64', () => {
  it('decodes what Node encodes, of any length', () => {
    for (const bytes of samples) {
      expect(decodeBase64(bytes.toString('base64'))).toEqual(
        new Uint8Array(bytes),
      );
    }
  });

  it.each([
    'A',
    'AA',
    'AA=',
    'AA===',
    'A===',
    '====',
    'AB==',
    'AAB=',
    'AA=A',
    'A-==',
    'AA==\n',
    ' AA=',
  ])('refuses %j', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});
