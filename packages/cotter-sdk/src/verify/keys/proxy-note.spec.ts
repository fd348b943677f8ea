import { beforeEach, describe, expect, it, vi } from 'vitest';
import { proxyNote } from './proxy-note.ts';

const URL_OF_KEYS = new URL('https://cotter.example/api/v0/token/jwks');
const PROXY = 'http://user:canary-password@proxy.example:3128';

beforeEach(() => {
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy']) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('NODE_USE_ENV_PROXY', undefined);
});

describe('the note about a proxy', () => {
  it('says that fetch does not use it, and what to do, without its password', () => {
    vi.stubEnv('HTTPS_PROXY', PROXY);
    const { detail } = proxyNote(URL_OF_KEYS);
    expect(detail).toBe(
      'HTTPS_PROXY is set (proxy.example:3128), but fetch does not use it; pass jwks: (options) => client.fetchJwks(options).',
    );
  });

  it('names the proxy that fetch uses', () => {
    vi.stubEnv('https_proxy', PROXY);
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    expect(proxyNote(URL_OF_KEYS).detail).toBe(
      'The proxy is proxy.example:3128 (HTTPS_PROXY).',
    );
  });

  it('reads a proxy without a scheme', () => {
    vi.stubEnv('HTTPS_PROXY', 'user:canary-password@proxy.example:3128');
    expect(proxyNote(URL_OF_KEYS).detail).toMatch(
      /^HTTPS_PROXY is set \(proxy\.example:3128\), /,
    );
  });

  it.each([
    ['without a proxy', {}, URL_OF_KEYS],
    ['for http', { HTTPS_PROXY: PROXY }, new URL('http://localhost/')],
    [
      'for an exception',
      { HTTPS_PROXY: PROXY, NO_PROXY: 'a, cotter.example' },
      URL_OF_KEYS,
    ],
    [
      'without proxies at all',
      { HTTPS_PROXY: PROXY, no_proxy: '*' },
      URL_OF_KEYS,
    ],
    ['for a value that is no URL', { HTTPS_PROXY: 'http://' }, URL_OF_KEYS],
    [
      'for a host by the end of its name',
      { HTTPS_PROXY: PROXY, NO_PROXY: '.example' },
      URL_OF_KEYS,
    ],
    [
      'for a host by a pattern',
      { HTTPS_PROXY: PROXY, NO_PROXY: '*.example' },
      URL_OF_KEYS,
    ],
  ])('is left out %s', (_, env, url) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(proxyNote(url)).toEqual({});
  });
});
