import { describe, expect, it } from 'vitest';
import { readJwksUrl } from './jwks-url.ts';

describe('the address of a key set', () => {
  it.each([
    'https://www.cotter.app/api/v0/token/jwks',
    'http://localhost:4010/jwks',
    'http://127.0.0.1/jwks?a=1',
    'http://[::1]:4010/jwks',
  ])('may be %s', (address) => {
    expect(readJwksUrl(address).href).toBe(address);
    expect(readJwksUrl(new URL(address)).href).toBe(address);
  });

  it.each([
    'https://CANARY@example.com/jwks',
    'https://:CANARY@example.com/jwks',
    'http://a:CANARY@localhost/jwks',
  ])('may hold no credentials', (address) => {
    expect(() => readJwksUrl(address)).toThrow(
      new TypeError('jwks must be a URL without credentials'),
    );
  });

  it.each(['', '/jwks', 'example.com', 'https://'])(
    'may not be %j, which is no URL',
    (address) => {
      expect(() => readJwksUrl(address)).toThrow(
        new TypeError('jwks must be a URL or a key set'),
      );
    },
  );

  it.each([
    'http://example.com/jwks',
    'http://127.0.0.1.example.com/jwks',
    'ftp://localhost/jwks',
    'file:///jwks',
  ])('may not be %s, whose answer somebody could change', (address) => {
    expect(() => readJwksUrl(address)).toThrow(
      new TypeError(
        'jwks must start with https://; http:// is for localhost, 127.0.0.1 and [::1] alone, because the signing keys could be replaced on the way',
      ),
    );
  });
});
