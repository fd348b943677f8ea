import { describe, expect, it } from 'vitest';
import { CotterClient } from '../client/client.ts';
import type { CotterClientOptions } from './client-options.ts';
import { startServer, reply } from '../testing/scripted-server.fixture.ts';
import {
  clientFor,
  identityToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

const valid = { apiKeyId: 'id', apiSecretKey: 'secret' };

function construct(options: unknown): () => CotterClient {
  return () => new CotterClient(options as CotterClientOptions);
}

describe('the options of a client', () => {
  it.each(['apiKeyId', 'apiSecretKey'])(
    'refuses a hostile %s, by name and without the value',
    (name) => {
      // Each character that HTTP or axios would refuse, drop or change, at each place of the value.
      const characters = [
        ...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)),
        ...['\u007f', '\u0080', 'é', '\u2028', 'ключ', '\ud800', '😀'],
      ];
      for (const character of characters) {
        for (const value of [
          `CANARY${character}x`,
          `${character}CANARY`,
          `CANARY${character}`,
        ]) {
          const call = construct({ ...valid, [name]: value });
          expect(call).toThrow(TypeError);
          expect(call).toThrow(new RegExp(`^${name} `));
          expect(call).not.toThrow(/CANARY/);
        }
      }
      for (const value of [' CANARY', 'CANARY ', '', ' ', null, 5]) {
        const call = construct({ ...valid, [name]: value });
        expect(call).toThrow(new RegExp(`^${name} `));
        expect(call).not.toThrow(/CANARY/);
      }
    },
  );

  it('takes every character that arrives unchanged', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const apiSecretKey = Array.from({ length: 95 }, (_, i) =>
      String.fromCharCode(126 - i),
    ).join('');
    const client = new CotterClient({
      ...valid,
      apiSecretKey: `${apiSecretKey}.`,
      baseUrl: server.origin,
    });
    await client.exchangeIdentityToken(identityToken);
    expect(server.requests[0]?.headers).toContainEqual([
      'API_SECRET_KEY',
      `${apiSecretKey}.`,
    ]);
  });

  it('refuses an API key id that the description calls too long', () => {
    expect(construct({ ...valid, apiKeyId: 'x'.repeat(128) })).not.toThrow();
    expect(construct({ ...valid, apiKeyId: 'x'.repeat(129) })).toThrow(
      /^apiKeyId /,
    );
  });

  it.each([0, -1, 1.5, NaN, Infinity, 2_147_483_648, '10', null])(
    'refuses the time %s',
    (timeoutMs) => {
      expect(construct({ ...valid, timeoutMs })).toThrow(
        new TypeError('timeoutMs must be an integer from 1 to 2147483647'),
      );
    },
  );

  it('refuses a misspelt option, which would otherwise lead to production', () => {
    expect(construct({ ...valid, baseURL: 'http://localhost' })).toThrow(
      new TypeError(
        'There is no option baseURL; the options are: apiKeyId, apiSecretKey, baseUrl, timeoutMs, maxRetries, onEvent, httpAgent, httpsAgent, proxy, adapter, dangerouslyAllowHttp, dangerouslyAllowSecretInBrowser',
      ),
    );
  });

  it.each([undefined, null, 'CANARY'])('refuses %s for options', (options) => {
    expect(construct(options)).toThrow(
      new TypeError('The options must be an object'),
    );
  });

  it.each(['.', '..'])('refuses %s, which is no part of a path', (apiKeyId) => {
    expect(construct({ ...valid, apiKeyId })).toThrow(
      new TypeError('apiKeyId must not be . or ..'),
    );
  });

  it.each([
    ['apiKeyId', undefined],
    ['maxRetries', -1],
    ['maxRetries', 11],
    ['maxRetries', 1.5],
    ['maxRetries', NaN],
    ['maxRetries', '2'],
    ['onEvent', 'CANARY'],
    ['onEvent', null],
    ['httpAgent', 'CANARY'],
    ['httpsAgent', null],
    ['proxy', true],
    ['proxy', 'http://CANARY'],
    ['proxy', { host: 'CANARY' }],
    ['proxy', { host: '', port: 1 }],
    ['adapter', 'CANARY'],
    ['adapter', {}],
    ['dangerouslyAllowHttp', 'true'],
    ['dangerouslyAllowSecretInBrowser', 1],
  ])('refuses %s = %j, by name and without the value', (name, value) => {
    const call = construct({ ...valid, [name]: value });
    expect(call).toThrow(TypeError);
    expect(call).toThrow(new RegExp(`^${name} `));
    expect(call).not.toThrow(/CANARY/);
  });

  it.each<[object, string]>([
    [{ apiKeyId: '' }, 'apiKeyId must be a string that is not empty'],
    [
      { apiKeyId: 'ä' },
      'apiKeyId must contain only visible ASCII characters, and no space at its ends',
    ],
    [{ apiKeyId: 'x'.repeat(129) }, 'apiKeyId is too long'],
    [{ apiSecretKey: 5 }, 'apiSecretKey must be a string that is not empty'],
    [
      { apiSecretKey: 'a ' },
      'apiSecretKey must contain only visible ASCII characters, and no space at its ends',
    ],
    [{ baseUrl: 5 }, 'baseUrl must be a URL'],
    [
      { baseUrl: 'https://a.example/b' },
      'baseUrl must be only an origin, such as https://www.cotter.app: no path, query, fragment or credentials',
    ],
    [
      { baseUrl: 'http://a.example' },
      'baseUrl must start with https://; http:// is allowed only for localhost, 127.0.0.1 and [::1], unless dangerouslyAllowHttp is true',
    ],
    [{ maxRetries: 11 }, 'maxRetries must be an integer from 0 to 10'],
    [{ onEvent: 5 }, 'onEvent must be a function'],
    [{ httpAgent: 5 }, 'httpAgent must be an agent of Node.js'],
    [{ httpsAgent: null }, 'httpsAgent must be an agent of Node.js'],
    [
      { proxy: { host: 'a' } },
      'proxy must be false, or have a host and a port',
    ],
    [{ adapter: 'xhr' }, "adapter must be 'http', 'fetch' or a function"],
    [{ dangerouslyAllowHttp: 1 }, 'dangerouslyAllowHttp must be true or false'],
  ])('says of %j what it should be', (options, message) => {
    expect(construct({ ...valid, ...options })).toThrow(new TypeError(message));
  });

  it.each(['ftp://localhost', 'ftp://a.example'])(
    'takes no other scheme than https and http: %s',
    (baseUrl) => {
      const options = { ...valid, baseUrl, dangerouslyAllowHttp: true };
      expect(construct(options)).toThrow(/^baseUrl must start with/);
    },
  );

  it('takes http to another host only on demand', () => {
    const options = { ...valid, baseUrl: 'http://cotter.invalid' };
    expect(construct(options)).toThrow(/dangerouslyAllowHttp/);
    expect(construct({ ...options, dangerouslyAllowHttp: false })).toThrow(
      /dangerouslyAllowHttp/,
    );
    expect(construct({ ...options, dangerouslyAllowHttp: true })).not.toThrow();
  });

  it('takes undefined for an option that is absent', () => {
    expect(
      construct({ ...valid, baseUrl: undefined, timeoutMs: undefined }),
    ).not.toThrow();
  });

  it('refuses options of a call that are not usable, and sends nothing', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const client = clientFor(server);
    const cases: [unknown, string][] = [
      [{ timeoutMs: 0 }, 'timeoutMs must be'],
      [{ signal: {} }, 'signal must be an AbortSignal'],
      [{ signal: null }, 'signal must be an AbortSignal'],
      [{ signal: 'x' }, 'signal must be an AbortSignal'],
      [
        { signal: { aborted: false, addEventListener: () => undefined } },
        'signal must be an AbortSignal',
      ],
      [
        { signal: Object.assign(new EventTarget(), { aborted: 'no' }) },
        'signal must be an AbortSignal',
      ],
      [{ timeout: 5 }, 'There is no option timeout'],
      [null, 'The options must be an object'],
    ];
    for (const [options, message] of cases) {
      const call = client.exchangeIdentityToken(
        identityToken,
        options as object,
      );
      await expect(call).rejects.toThrow(TypeError);
      await expect(call).rejects.toThrow(message);
    }
    expect(server.requests).toEqual([]);
  });
});
