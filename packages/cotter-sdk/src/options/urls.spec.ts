import { description } from '@org/cotter-types/description';
import { describe, expect, it } from 'vitest';
import {
  PRODUCTION_BASE_URL,
  isLoopback,
  readBaseUrl,
  readJwksUrl,
} from './urls.ts';

describe('readBaseUrl', () => {
  it("has the description's server as the default", () => {
    expect([PRODUCTION_BASE_URL]).toEqual(
      description.servers.map(({ url }) => url),
    );
  });

  it.each([
    ['https://www.cotter.app', 'https://www.cotter.app'],
    ['https://www.cotter.app/', 'https://www.cotter.app'],
    ['HTTPS://WWW.cotter.app:8443', 'https://www.cotter.app:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://127.1', 'http://127.0.0.1'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('takes %s', (value, origin) => {
    expect(readBaseUrl(value).origin).toBe(origin);
  });

  it.each([
    ['a path', 'https://www.cotter.app/api'],
    ['a query', 'https://www.cotter.app?x=CANARY'],
    ['an empty query', 'https://www.cotter.app/?'],
    ['a fragment', 'https://www.cotter.app/#CANARY'],
    ['an empty fragment', 'https://www.cotter.app/#'],
    ['credentials', 'https://user:CANARY@www.cotter.app'],
    ['a user', 'https://CANARY@www.cotter.app'],
    ['http on another host', 'http://CANARY.cotter.app'],
    ['a host that only begins like the own one', 'http://127.0.0.1.CANARY.app'],
    ['a host that only begins with localhost', 'http://localhost.CANARY.app'],
    ['another scheme', 'ftp://www.cotter.app'],
    ['a scheme without a host', 'data:text/plain,CANARY'],
    ['a script', 'javascript:CANARY'],
    ['no scheme', 'www.CANARY.app'],
    ['a host and a port without a scheme', 'localhost:3000'],
    ['an empty text', ''],
    ['a number', 5],
    ['null', null],
    ['a URL object', new URL('https://www.cotter.app')],
  ])('refuses %s, by name and without the value', (_, value) => {
    const read = () => readBaseUrl(value);
    expect(read).toThrow(TypeError);
    expect(read).toThrow(/^baseUrl /);
    expect(read).not.toThrow(/CANARY/);
  });
});

describe('isLoopback', () => {
  it.each(['localhost', '[::1]', '127.0.0.1', '127.255.10.1'])(
    'takes %s for the own machine',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  it.each([
    '',
    'example.com',
    'localhost.example.com',
    'notlocalhost',
    '127.0.0.1.example.com',
    'x127.0.0.1',
    '127.0.1',
    '127.0.0.0.1',
    '127.a.0.1',
    '128.0.0.1',
    '[::2]',
    '0.0.0.0',
  ])('takes %j for another', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});

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
        new TypeError('jwks must be a URL, a key set or a function'),
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
        'jwks must start with https://; http:// is only for localhost, 127.0.0.1 and [::1] unless dangerouslyAllowHttp is true, because the signing keys could be replaced on the way',
      ),
    );
  });
});
