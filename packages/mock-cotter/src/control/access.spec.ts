import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import {
  isControl,
  requireControlAccess,
  type ControlAccess,
} from './access.ts';

/** What a request is told: nothing, or the status and body of a refusal. */
function accessOf(
  gate: Partial<ControlAccess>,
  headers: Readonly<Record<string, string>> = {},
  path = '/__mock/clock',
): unknown {
  try {
    requireControlAccess(
      { host: '127.0.0.1', controlToken: undefined, ...gate },
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

it('health is told to everybody, and nothing else', () => {
  const stranger = { host: 'evil.example', origin: 'https://evil.example' };
  for (const gate of [{ controlToken: 'token' }, { host: '0.0.0.0' }, {}]) {
    expect(accessOf(gate, stranger, '/__mock/health')).toBe('welcome');
    expect(accessOf(gate, stranger, '/__mock/healthy')).not.toBe('welcome');
    expect(accessOf(gate, stranger, '/__mock/x/health')).not.toBe('welcome');
  }
});

describe('with a control token', () => {
  const gate = { controlToken: 'secret-token', host: '0.0.0.0' };

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
        { host: '::1', controlToken: undefined },
        { method: 'GET', path: '/__mock/x', headers },
      );
    }).toThrow(
      expect.objectContaining({
        body: {
          msg: 'Without a control token, the control API answers programs on this machine alone, and no page.',
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
