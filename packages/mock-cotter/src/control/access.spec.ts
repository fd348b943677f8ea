import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import {
  consoleUrl,
  isConsole,
  isControl,
  opensConsole,
  requireConsolePage,
  requireControlAccess,
  type ControlAccess,
} from './access.ts';

const CONSOLE = { token: 'console-token', cookie: 'console-cookie' };

/** The answer to a request: nothing, or the status and body of a refusal. */
function accessOf(
  gate: Partial<ControlAccess>,
  headers: Readonly<Record<string, string>> = {},
  path = '/__mock/clock',
): unknown {
  try {
    requireControlAccess(
      {
        host: '127.0.0.1',
        controlToken: undefined,
        console: CONSOLE,
        ...gate,
      },
      { method: 'GET', path, headers },
    );
    return 'welcome';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.status;
  }
}

it.each([
  ['/__mock/clock', true],
  ['/__mock/', true],
  ['/__mock', false],
  ['/__mocks/x', false],
  ['/x/__mock/', false],
])('%s is of the control API: %s', (path, expected) => {
  expect(isControl(path)).toBe(expected);
});

it('everybody may ask for the health, and for nothing else', () => {
  const stranger = { host: 'evil.example', origin: 'https://evil.example' };
  for (const gate of [{ controlToken: 'token' }, { host: '0.0.0.0' }, {}]) {
    expect(accessOf(gate, stranger, '/__mock/health')).toBe('welcome');
    expect(accessOf(gate, stranger, '/__mock/healthy')).not.toBe('welcome');
    expect(accessOf(gate, stranger, '/__mock/x/health')).not.toBe('welcome');
  }
});

describe('with a control token', () => {
  const gate = {
    controlToken: 'secret-token',
    host: '0.0.0.0',
    console: CONSOLE,
  };

  it('lets in who has it, from anywhere', () => {
    const headers = {
      authorization: 'Bearer secret-token',
      host: 'mock.example',
      origin: 'https://app.example',
    };
    expect(accessOf(gate, headers)).toBe('welcome');
  });

  it.each([undefined, '', 'secret-token', 'Bearer secret-token ', 'Bearer x'])(
    'tells who sends %j how it is sent',
    (authorization) => {
      const headers = {
        host: 'localhost',
        ...(authorization === undefined ? {} : { authorization }),
      };
      const refusal = ((): unknown => {
        try {
          requireControlAccess(gate, {
            method: 'GET',
            path: '/__mock/x',
            headers,
          });
          return undefined;
        } catch (error) {
          return error;
        }
      })();
      expect(refusal).toMatchObject({
        status: 401,
        body: {
          msg: 'The control API needs the control token: Authorization: Bearer.',
          type: 'unauthorized',
        },
        headers: { 'www-authenticate': 'Bearer' },
      });
    },
  );
});

describe('without one', () => {
  it.each([
    'localhost',
    'localhost:4010',
    '127.0.0.1',
    '127.0.0.1:4010',
    '127.1.2.3',
    '127.10.20.255',
    '[::1]',
    '[::1]:4010',
    'LOCALHOST:4010',
    'localhost.',
    'localhost.:4010',
  ])('lets in who calls it %s', (host) => {
    expect(accessOf({}, { host })).toBe('welcome');
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    'evil.localhost',
    '127.0.0.1.evil.example',
    'x127.0.0.1',
    '128.0.0.1',
    '127.0.0',
    '127.0.0.1:4010x',
    '127.0.0.1234',
    '',
  ])('lets in nobody who calls it %j', (host) => {
    expect(accessOf({}, { host })).toBe(403);
    expect(accessOf({}, {})).toBe(403);
  });

  it('lets in no image, script or link of a page, but an address that is typed', () => {
    const of = (site: string) =>
      accessOf({}, { host: 'localhost', 'sec-fetch-site': site });
    expect(['cross-site', 'same-site', 'same-origin', 'none'].map(of)).toEqual([
      403,
      403,
      403,
      'welcome',
    ]);
  });

  it('lets in no page', () => {
    const headers = { host: 'localhost', origin: 'http://localhost' };
    expect(accessOf({}, headers)).toBe(403);
    expect(() => {
      requireControlAccess(
        { host: '::1', controlToken: undefined, console: CONSOLE },
        { method: 'GET', path: '/__mock/x', headers },
      );
    }).toThrow(
      expect.objectContaining({
        body: {
          msg: 'Without a control token, the control API answers only programs on this machine and its own console. Open the console at the address that the mock printed.',
          type: 'forbidden',
        },
      }) as Error,
    );
  });

  it.each([
    ['0.0.0.0', 404],
    ['::', 404],
    ['192.168.0.1', 404],
    ['localhost', 'welcome'],
    ['::1', 'welcome'],
  ])('on %s answers %s', (host, expected) => {
    expect(accessOf({ host }, { host: 'localhost' })).toBe(expected);
  });
});

describe('the console', () => {
  const host = 'localhost:4010';
  const cookie = 'a=b; mock-cotter-console-4010=console-cookie';
  const own = { host, cookie, 'sec-fetch-site': 'same-origin' };

  it.each<[string, Readonly<Record<string, string>>, Partial<ControlAccess>]>([
    ['with its cookie', own, {}],
    ['with its own origin', { ...own, origin: 'http://localhost:4010' }, {}],
    ['behind a proxy with TLS', { ...own, origin: `https://${host}` }, {}],
    [
      'where browsers send no Sec-Fetch-Site',
      { host: 'mock.example:4010', cookie },
      { host: '0.0.0.0', controlToken: 'secret-token' },
    ],
  ])('is let in %s', (_, headers, gate) => {
    expect(accessOf(gate, headers)).toBe('welcome');
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['another origin', { ...own, origin: 'http://localhost:3000' }],
    ['a page without an origin', { ...own, origin: 'null' }],
    ['another site', { ...own, 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { ...own, 'sec-fetch-site': 'same-site' }],
    ['a wrong cookie', { ...own, cookie: `${cookie}x` }],
    ['the cookie of another port', { ...own, host: 'localhost:4011' }],
    ['no cookie', { host, 'sec-fetch-site': 'same-origin' }],
  ])('is refused to %s', (_, headers) => {
    expect(accessOf({}, headers)).toBe(403);
    expect(accessOf({ controlToken: 'secret-token' }, headers)).toBe(401);
  });

  it('is refused under another host name, unless there is a control token', () => {
    const headers = { ...own, host: 'mock.example:4010' };
    expect(accessOf({}, headers)).toBe(403);
    expect(accessOf({ controlToken: 'secret-token' }, headers)).toBe('welcome');
  });

  it('gives its files only to itself and to an address that is typed', () => {
    const status = (
      headers: Readonly<Record<string, string>>,
      gate: Partial<ControlAccess> = {},
    ): unknown => {
      const access = {
        host: '127.0.0.1',
        controlToken: undefined,
        console: CONSOLE,
        ...gate,
      };
      try {
        requireConsolePage(access, { method: 'GET', path: '/', headers });
        return 'welcome';
      } catch (error) {
        return (error as ApiError).status;
      }
    };
    const of = (site: string) => status({ host, 'sec-fetch-site': site });
    expect(['none', 'same-origin', 'same-site', 'cross-site'].map(of)).toEqual([
      'welcome',
      'welcome',
      403,
      403,
    ]);
    expect(status({ host })).toBe('welcome');
    expect(status({ host: 'evil.example' })).toBe(403);
    expect(status({ host }, { host: '0.0.0.0' })).toBe(404);
    expect(
      status({ host }, { host: '0.0.0.0', controlToken: 'secret-token' }),
    ).toBe('welcome');
  });

  it('is opened by its own token and by the control token', () => {
    const opens = (token: string, controlToken?: string) =>
      opensConsole({ host, controlToken, console: CONSOLE }, token);
    expect(opens('console-token')).toBe(true);
    expect(opens('secret-token', 'secret-token')).toBe(true);
    expect(opens('secret-token')).toBe(false);
    expect(opens('console-cookie', 'secret-token')).toBe(false);
    expect(opens('', 'secret-token')).toBe(false);
  });

  it.each([
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://0.0.0.0:4010', 'http://localhost:4010'],
    ['https://[::]:4010', 'https://localhost:4010'],
    ['http://10.0.0.0:4010', 'http://10.0.0.0:4010'],
  ])('of a mock on %s has an address on %s', (url, origin) => {
    expect(consoleUrl(url, CONSOLE)).toBe(
      `${origin}/__mock/#token=console-token`,
    );
  });

  it.each([
    ['/__mock/', true],
    ['/__mock/console/console.js', true],
    ['/__mock/console', false],
    ['/__mock/clock', false],
  ])('%s is of the console: %s', (path, expected) => {
    expect(isConsole(path)).toBe(expected);
  });
});
