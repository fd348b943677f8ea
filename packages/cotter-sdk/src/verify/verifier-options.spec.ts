import { describe, expect, it, vi } from 'vitest';
import { reply, startServer } from '../testing/scripted-server.fixture.ts';
import type { VerifierEvent } from './events.ts';
import { jwksOf, signingKey } from '../testing/signed-jwt.fixture.ts';
import { readVerifierOptions } from './verifier-options.ts';

const key = signingKey('kid');
const jwks = jwksOf(key);

function read(options: object) {
  return () => readVerifierOptions({ apiKeyId: 'id', ...options });
}

describe('the options of a verifier', () => {
  it('have defaults: production, and nothing remembered', () => {
    const { issuer, cacheSize, clock } = readVerifierOptions({
      apiKeyId: 'id',
    });
    expect({ issuer, cacheSize }).toEqual({
      issuer: 'https://www.cotter.app',
      cacheSize: 0,
    });
    expect(clock.toleranceSeconds).toBe(10);
  });

  it('have the keys of production as a default', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (url: URL) => {
      asked.push(url.href);
      return Promise.resolve(Response.json(jwks));
    });
    const { keys } = readVerifierOptions({ apiKeyId: 'id' });
    await expect(keys.find('kid')).resolves.toBeDefined();
    expect(asked).toEqual(['https://www.cotter.app/api/v0/token/jwks']);
  });

  it('are taken as they are given', () => {
    const config = readVerifierOptions({
      apiKeyId: 'x'.repeat(128),
      jwks,
      issuer: 'http://127.0.0.1:4010',
      cacheSize: 100_000,
      clockToleranceSeconds: 5,
      now: () => 7,
      onEvent: () => undefined,
    });
    expect(config).toMatchObject({
      apiKeyId: 'x'.repeat(128),
      issuer: 'http://127.0.0.1:4010',
      cacheSize: 100_000,
    });
    expect(config.clock.toleranceSeconds).toBe(5);
    expect(config.clock.now()).toBe(7);
  });

  it('may hold the keys, the address of the keys, or the same as a URL', async () => {
    const { origin } = await startServer(reply(200, jwks));
    for (const given of [jwks, origin, new URL(origin)]) {
      const { keys } = readVerifierOptions({ apiKeyId: 'id', jwks: given });
      await expect(keys.find('kid')).resolves.toMatchObject({ x: key.jwk.x });
    }
  });

  it('accept only the host, as the client does', async () => {
    const server = await startServer(reply(200, jwks));
    const { keys } = readVerifierOptions({
      apiKeyId: 'id',
      baseUrl: server.origin,
    });
    await expect(keys.find('kid')).resolves.toMatchObject({ x: key.jwk.x });
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/api/v0/token/jwks',
    ]);
  });

  it.each([{ baseUrl: 'http://mock:4010' }, { jwks: 'http://mock:4010/keys' }])(
    'accept http for any host only if dangerouslyAllowHttp is true: %j',
    (where) => {
      expect(read(where)).toThrow(
        /is (allowed )?only for localhost, .* unless dangerouslyAllowHttp is true/,
      );
      expect(read({ ...where, dangerouslyAllowHttp: false })).toThrow(
        TypeError,
      );
      expect(read({ ...where, dangerouslyAllowHttp: 'true' })).toThrow(
        new TypeError('dangerouslyAllowHttp must be true or false'),
      );
      expect(read({ ...where, dangerouslyAllowHttp: true })).not.toThrow();
    },
  );

  it('are refused with both a host and keys', () => {
    expect(read({ baseUrl: 'https://cotter.example', jwks })).toThrow(
      /Only one of baseUrl and jwks/,
    );
  });

  it.each([null, '', 'cotter.example', 'https://cotter.example/path'])(
    'are refused with the host %j',
    (baseUrl) => {
      expect(read({ baseUrl })).toThrow(/^baseUrl must be/);
    },
  );

  it('give the time, and a listener for fetches', async () => {
    const { origin, requests } = await startServer(reply(200, jwks));
    const events: VerifierEvent[] = [];
    let time = 0;
    const { keys } = readVerifierOptions({
      apiKeyId: 'id',
      jwks: origin,
      now: () => time,
      onEvent: (event) => events.push(event),
    });
    await keys.find('kid');
    await keys.find('kid');
    expect(requests).toHaveLength(1);
    time += 600_000;
    await keys.find('kid');
    expect(requests).toHaveLength(2);
    expect(events).toHaveLength(2);
  });

  it.each([undefined, null, '', 5, 'x'.repeat(129)])(
    'are refused with the API key id %j',
    (apiKeyId) => {
      expect(read({ apiKeyId })).toThrow(
        new TypeError('apiKeyId must be a string of 1 to 128 characters'),
      );
    },
  );

  it.each([null, '', 5])('are refused with the issuer %j', (issuer) => {
    expect(read({ issuer })).toThrow(
      new TypeError('issuer must be a string that is not empty'),
    );
  });

  it.each([-1, 0.5, 100_001, '5', null])(
    'are refused with room for %j tokens',
    (cacheSize) => {
      expect(read({ cacheSize })).toThrow(
        new TypeError('cacheSize must be an integer from 0 to 100000'),
      );
    },
  );

  it.each([null, 5, {}, { keys: [] }, { keys: [{ kty: 'RSA' }] }])(
    'are refused with the keys %j',
    (given) => {
      expect(read({ jwks: given })).toThrow(
        new TypeError(
          'jwks must be a URL, a function, or a key set with a key for ES256, and at most 32 keys',
        ),
      );
    },
  );

  it('are refused with one that is misspelt', () => {
    expect(read({ audience: 'x' })).toThrow(
      new TypeError(
        'There is no option audience; the options are: apiKeyId, baseUrl, jwks, dangerouslyAllowHttp, issuer, clockToleranceSeconds, now, cacheSize, onEvent',
      ),
    );
  });
});
