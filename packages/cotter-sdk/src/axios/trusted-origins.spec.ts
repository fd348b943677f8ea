import { describe, expect, it } from 'vitest';
import { originOf, readTrustedOrigins } from './trusted-origins.ts';

describe('the origins that may see the token', () => {
  it('are those of the baseURL and of the option', () => {
    expect(
      readTrustedOrigins('https://api.example.com/v1', [
        'https://a.example.com',
        'http://b.example.com:8080/',
      ]),
    ).toEqual(
      new Set([
        'https://a.example.com',
        'http://b.example.com:8080',
        'https://api.example.com',
      ]),
    );
  });

  it.each([
    'example.com',
    'https://example.com/path',
    'https://example.com//',
    'https://example.com?a=1',
    'https://user@example.com',
    'ftp://example.com',
    '',
  ])('do not come from %j, which is no origin', (origin) => {
    const read = () => readTrustedOrigins('https://api.example.com', [origin]);
    expect(read).toThrow(
      new TypeError(
        'allowOrigins must contain only origins, such as https://api.example.com',
      ),
    );
  });

  it.each([undefined, '', '/v1', 'file:///v1'])(
    'are missing with only the baseURL %j',
    (baseURL) => {
      expect(() => readTrustedOrigins(baseURL, [])).toThrow(
        new TypeError(
          'The instance needs an absolute baseURL, or allowOrigins must say who may see the token',
        ),
      );
    },
  );
});

describe('the origin of an address', () => {
  it.each([
    ['https://example.com:443/a?b#c', 'https://example.com'],
    ['http://user:pw@example.com:8080', 'http://example.com:8080'],
  ])('of %s is %s', (address, origin) => {
    expect(originOf(address)).toBe(origin);
  });

  it.each([
    undefined,
    5,
    new URL('https://example.com'),
    'example.com',
    '/a',
    'ftp://example.com',
    'data:,x',
  ])('is none for %s', (address) => {
    expect(originOf(address)).toBeUndefined();
  });
});
