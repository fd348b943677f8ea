import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RefreshedTokensSchema } from '@org/cotter-types';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';
import {
  claimsOf,
  exchange,
  refresh,
  refusalOf,
  send,
  tokensOf,
} from './calls.fixture.ts';

const DAY_MS = 86_400_000;

let mock: MockCotter;

beforeAll(async () => {
  mock = await startMockCotter({ strict: false });
});

afterAll(async () => {
  await mock.close();
});

beforeEach(() => {
  mock.reset();
});

function cookie(token: string) {
  const headers = { Cookie: `a=b; cotter_refresh_token=${token}; c=d` };
  return { headers };
}

function refreshOld(token: string): Promise<Response> {
  const body = { grant_type: 'refresh_token', refresh_token: token };
  return send(mock, TOKEN_PATH, body);
}

const notValid = (reason: string) => ({
  status: 400,
  msg: `The refresh token is not valid: ${reason}.`,
  type: 'invalid_grant',
});
const REUSED =
  'it was used before, so its session, with every token that came from it, is revoked now';
const REVOKED =
  'its session was revoked, because one of its refresh tokens was used twice';
const UNKNOWN = 'this mock never issued it, or has forgotten its session';

describe('a refresh', () => {
  it('replaces the tokens and keeps who they are about, without a secret', async () => {
    const first = await tokensOf(exchange(mock));
    mock.clock.advance(60_000);
    const response = await refresh(mock, first.refresh_token);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const second = await tokensOf(response);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(second.refresh_token.split(':')[0]).toBe(
      first.refresh_token.split(':')[0],
    );
    const [before, after] = [first, second].map(({ access_token: token }) =>
      claimsOf(token),
    );
    expect(after).toMatchObject({
      sub: before?.['sub'],
      aud: before?.['aud'],
      identifier: before?.['identifier'],
    });
    expect(after?.['jti']).not.toBe(before?.['jti']);
    expect(Number(after?.['iat'])).toBeGreaterThanOrEqual(
      Number(before?.['iat']) + 60,
    );
  });

  it('works in the older form too', async () => {
    const first = await tokensOf(exchange(mock));
    const second = await tokensOf(refreshOld(first.refresh_token));
    expect(await tokensOf(refreshOld(second.refresh_token))).toMatchObject({
      auth_method: 'OTP',
    });
    expect(await refusalOf(refreshOld(first.refresh_token))).toEqual(
      notValid(REUSED),
    );
  });

  it('takes the token from the cookie and sets the next one', async () => {
    const first = await tokensOf(exchange(mock));
    const response = await refresh(
      mock,
      undefined,
      cookie(first.refresh_token),
    );
    const set = response.headers.get('set-cookie') ?? '';
    const second = await tokensOf(response);
    expect(set).toContain(
      `cotter_refresh_token=${second.refresh_token}; HttpOnly`,
    );
    expect(
      (await refresh(mock, undefined, cookie(second.refresh_token))).status,
    ).toBe(200);
  });

  it('prefers the token of the body', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    expect((await refresh(mock, token, cookie('17:x'))).status).toBe(200);
  });

  it('without any token is final for published clients', async () => {
    for (const extra of [{}, cookie('')]) {
      expect(await refusalOf(refresh(mock, undefined, extra))).toEqual(
        notValid('there is none in the body nor in the cookie'),
      );
    }
  });

  it('of a token that was used before revokes what came from it', async () => {
    const first = await tokensOf(exchange(mock));
    const second = await tokensOf(refresh(mock, first.refresh_token));
    expect(await refusalOf(refresh(mock, first.refresh_token))).toEqual(
      notValid(REUSED),
    );
    expect(await refusalOf(refresh(mock, second.refresh_token))).toEqual(
      notValid(REVOKED),
    );
  });

  it('of one token at once, many times, succeeds once', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    const statuses = await Promise.all(
      Array.from(
        { length: 10 },
        async () => (await refresh(mock, token)).status,
      ),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('is refused after 30 days', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    mock.clock.advance(30 * DAY_MS);
    expect(await refusalOf(refresh(mock, token))).toEqual(
      notValid('it has expired'),
    );
  });

  it('of a token of another API key id is refused and harms nothing', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    expect(await refusalOf(refresh(mock, token, { id: 'other' }))).toEqual(
      notValid('it belongs to another API key id'),
    );
    expect((await refresh(mock, token)).status).toBe(200);
  });

  it('needs the same API key id in path and header', async () => {
    const body = { grant_type: 'refresh_token', refresh_token: '17:x' };
    expect(await refusalOf(send(mock, `${TOKEN_PATH}/other`, body))).toEqual({
      status: 400,
      msg: 'The API key id in the path must equal the header API_KEY_ID.',
      type: 'invalid_request',
    });
  });

  it('names what is wrong with its body', async () => {
    const path = `${TOKEN_PATH}/${mock.apiKey.id}`;
    expect(await refusalOf(send(mock, path, { refresh_token: 1 }))).toEqual({
      status: 400,
      msg: 'grant_type is required. refresh_token must be a string.',
      type: 'invalid_request',
    });
  });

  it('forgets everything on reset', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    mock.reset();
    expect(await refusalOf(refresh(mock, token))).toEqual(notValid(UNKNOWN));
  });
});

describe('without rotation', () => {
  it('a refresh names no refresh token, except in the older form, which must', async () => {
    await using still = await startMockCotter({ rotation: 'none' });
    const { refresh_token: token } = await tokensOf(exchange(still));
    for (let time = 0; time < 2; time++) {
      const response = await refresh(still, token);
      expect(response.headers.get('set-cookie')).toBeNull();
      const tokens = RefreshedTokensSchema.parse(await response.json());
      expect(tokens).not.toHaveProperty('refresh_token');
    }
    const old = await tokensOf(
      send(still, TOKEN_PATH, {
        grant_type: 'refresh_token',
        refresh_token: token,
      }),
    );
    expect(old.refresh_token).toBe(token);
  });
});

describe('with a grace period', () => {
  it('the token just replaced yields its successor again', async () => {
    await using kind = await startMockCotter({
      now: 0,
      rotation: { graceMs: 1000 },
    });
    const { refresh_token: token } = await tokensOf(exchange(kind));
    const once = await tokensOf(refresh(kind, token));
    const twice = await tokensOf(refresh(kind, token));
    expect(twice.refresh_token).toBe(once.refresh_token);
    kind.clock.advance(1000);
    expect(await refusalOf(refresh(kind, token))).toEqual(notValid(REUSED));
  });
});

describe('in strict mode', () => {
  it('the API key id must be known', async () => {
    await using strict = await startMockCotter({ strict: true });
    expect((await refresh(strict, '17:x', { id: 'unknown' })).status).toBe(401);
    const { refresh_token: token } = await tokensOf(exchange(strict));
    expect((await refresh(strict, token)).status).toBe(200);
  });
});

describe('signing out', () => {
  const signOut = (extra: object): Promise<Response> =>
    send(mock, `${TOKEN_PATH}/${mock.apiKey.id}`, undefined, {
      method: 'DELETE',
      ...extra,
    });

  it('revokes the token of the cookie and clears the cookie', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    const response = await signOut(cookie(token));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ success: true });
    expect(response.headers.get('set-cookie')).toBe(
      'cotter_refresh_token=; HttpOnly; Path=/api/v0/token; Max-Age=0; SameSite=Lax',
    );
    expect(await refusalOf(refresh(mock, token))).toEqual(
      notValid('its user signed out'),
    );
  });

  it('succeeds without a cookie', async () => {
    expect((await signOut({})).status).toBe(200);
  });

  it('needs an API key id, the one of the path', async () => {
    expect((await signOut({ id: 'other' })).status).toBe(400);
    expect((await signOut({ id: '' })).status).toBe(401);
  });
});
