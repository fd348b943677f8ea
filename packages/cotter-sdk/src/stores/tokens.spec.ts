import { describe, expect, it } from 'vitest';
import { startIssuer, stored } from '../session/issuer.fixture.ts';
import {
  dueAt,
  isLifetime,
  isRefreshToken,
  isToken,
  receiveTokens,
  withoutRefreshToken,
  type SessionTokens,
} from './tokens.ts';

const answer = startIssuer().issue();

const MONTH = 30 * 24 * 3_600_000;
const used = { ...stored(answer, 5), refresh_token: 'used' };

function received(change: object, before?: SessionTokens) {
  return receiveTokens({ ...answer, ...change }, before, 7000);
}

describe('tokens that arrive', () => {
  it('are kept with the moment at which they end, and nothing else', () => {
    expect(received({ other: 1, token_type: 'bearer' })).toEqual({
      ...answer,
      token_type: 'Bearer',
      expiresAt: 7000 + 3_600_000,
      refreshTokenExpiresAt: 7000 + MONTH,
    });
  });

  it('without a refresh token go with the one that was used', () => {
    const change = { refresh_token: undefined };
    expect(received(change, used)).toMatchObject({
      refresh_token: 'used',
      refreshTokenExpiresAt: 5 + MONTH,
    });
    expect(received({}, used)).toMatchObject({
      refresh_token: answer.refresh_token,
      refreshTokenExpiresAt: 7000 + MONTH,
    });
    expect(received(change)).toMatchObject({
      refresh_token: '',
      refreshTokenExpiresAt: 7000 + 3_600_000,
    });
  });

  it.each([-1, NaN, Infinity, '3600', null, undefined])(
    'with a lifetime of %j end at once',
    (expires_in) => {
      expect(received({ expires_in })).toMatchObject({
        expires_in: 0,
        expiresAt: 7000,
      });
    },
  );

  it.each([{ access_token: '' }, { access_token: 'a b' }, { access_token: 5 }])(
    'are none with %j',
    (change) => {
      expect(received(change, used)).toBeUndefined();
    },
  );

  it.each([null, undefined])('are none in %j', (nothing) => {
    expect(receiveTokens(nothing, used, 0)).toBeUndefined();
  });
});

describe('what counts', () => {
  it.each([
    ['a lifetime', isLifetime, [0, 0.5, 3600], [-1, NaN, Infinity, '1', null]],
    ['a refresh token', isRefreshToken, ['a', 'a b\n', 'ü'], ['', 5, null]],
    [
      'a token for a header',
      isToken,
      ['!', '~', 'a.b'],
      ['', 'a b', ' a', 'a ', 'a\n', 'ü', '\u007f', 5, null],
    ],
  ])('as %s', (_, is, good, bad) => {
    expect([...good, ...bad].filter((value) => is(value))).toEqual(good);
  });
});

describe('the moment to refresh', () => {
  const tokens = stored(answer, 3_600_000);

  it.each([
    [300_000, 3_300_000],
    [0, 3_600_000],
    [1_800_000, 1_800_000],
    [9_999_999, 1_800_000],
  ])('%d ms before the end is %d ms', (earlyMs, at) => {
    expect(dueAt(tokens, earlyMs)).toBe(at);
  });
});

it('what callers get has no refresh token', () => {
  const { refresh_token: _, ...rest } = answer;
  const tokens = stored(answer, 5);
  expect(withoutRefreshToken(tokens)).toEqual({
    ...rest,
    expiresAt: 5,
    refreshTokenExpiresAt: 5 + MONTH,
  });
});
