import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeBase64, decodeBase64Url } from './base64.ts';

const samples = Array.from({ length: 70 }, (_, length) =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 89 + length * 7) % 256)),
);

describe.each([
  ['with Buffer', Buffer],
  ['without Buffer', undefined],
])('decodeBase64Url %s', (_, buffer) => {
  beforeEach(() => {
    vi.stubGlobal('Buffer', buffer);
  });

  it('decodes what Node encodes, of any length', () => {
    for (const bytes of samples) {
      const decoded = decodeBase64Url(bytes.toString('base64url'));
      expect(decoded && new Uint8Array(decoded)).toEqual(new Uint8Array(bytes));
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
