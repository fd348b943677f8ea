import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CustomClaimsTokensSchema, JwksSchema } from '@org/cotter-types';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';
import {
  claimsOf,
  exchange,
  refresh,
  refusalOf,
  send,
  sendSecret,
  tokensOf,
} from './calls.fixture.ts';

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

async function verified(token: string): Promise<unknown> {
  const response = await fetch(`${mock.url}/verify`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ oauth_token: { access_token: token, extra: 1 } }),
  });
  expect(response.status).toBe(200);
  return response.json();
}

const INVALID = { success: false, reason: 'Error: Invalid JWT token' };

describe('the JWKS', () => {
  it('needs no key and lists the active signing key first', async () => {
    const listed = async (): Promise<string[]> => {
      const response = await fetch(`${mock.url}${TOKEN_PATH}/jwks`);
      const { keys } = JwksSchema.parse(await response.json());
      return keys.map(({ kid }) => kid);
    };
    const [old] = await listed();
    mock.keys.rotate();
    const [active, retired, ...rest] = await listed();
    expect([retired, rest]).toEqual([old, []]);
    const { access_token: token } = await tokensOf(exchange(mock));
    const head = Buffer.from(token.split('.')[0] ?? '', 'base64url');
    expect(JSON.parse(head.toString())).toMatchObject({ kid: active });
  });
});

describe('/verify', () => {
  it('tells whether an access token is valid, without any key', async () => {
    const tokens = await tokensOf(exchange(mock));
    expect(await verified(tokens.access_token)).toEqual({ success: true });
    for (const bad of [
      'eyJhbGciOiJFUzI1Ni...',
      tokens.id_token,
      `${tokens.access_token}x`,
    ])
      expect(await verified(bad)).toEqual(INVALID);
    mock.clock.advance(3_600_000);
    expect(await verified(tokens.access_token)).toEqual(INVALID);
  });

  it('answers 200 as well to what published clients send in place of the tokens', async () => {
    const { access_token: token } = await tokensOf(exchange(mock));
    for (const oauth_token of [
      token,
      null,
      { access_token: null },
      '',
      {
        access_token: '',
      },
    ]) {
      const response = await send(mock, '/verify', { oauth_token });
      expect([response.status, await response.json()]).toEqual([200, INVALID]);
    }
  });

  it('takes an API key id, and refuses a body that is malformed', async () => {
    const tokens = await tokensOf(exchange(mock));
    const body = { oauth_token: { access_token: tokens.access_token } };
    expect((await send(mock, '/verify', body)).status).toBe(200);
    expect(await refusalOf(send(mock, '/verify', {}))).toMatchObject({
      status: 400,
      msg: 'oauth_token is required.',
    });
  });
});

describe('custom claims', () => {
  const path = `${TOKEN_PATH}/custom`;

  async function added(
    body: object,
  ): Promise<ReturnType<typeof CustomClaimsTokensSchema.parse>> {
    const response = await sendSecret(mock, path, body);
    expect(response.headers.get('cache-control')).toBe('no-store');
    return CustomClaimsTokensSchema.parse(await response.json());
  }

  it('are added to only one access token', async () => {
    const tokens = await tokensOf(exchange(mock));
    const result = await added({
      token: tokens.access_token,
      custom_attributes: { plan: 'pro', seats: { used: 3 } },
    });
    expect(result).not.toHaveProperty('refresh_token');
    expect(claimsOf(result.token)).toMatchObject({
      plan: 'pro',
      seats: { used: 3 },
      sub: claimsOf(tokens.access_token)['sub'],
    });
    expect(await verified(result.token)).toEqual({ success: true });
    const next = await tokensOf(refresh(mock, tokens.refresh_token));
    expect(claimsOf(next.access_token)).not.toHaveProperty('plan');
  });

  it('persist through rotation when the refresh token is given', async () => {
    const tokens = await tokensOf(exchange(mock));
    const once = await added({
      token: tokens.access_token,
      custom_attributes: { plan: 'pro' },
      refresh_token: tokens.refresh_token,
    });
    expect(once.refresh_token).not.toBe(tokens.refresh_token);
    const second = await tokensOf(refresh(mock, once.refresh_token));
    const again = await added({
      token: second.access_token,
      custom_attributes: { seats: 3 },
      refresh_token: second.refresh_token,
    });
    const last = await tokensOf(refresh(mock, again.refresh_token));
    expect(claimsOf(last.access_token)).toMatchObject({
      plan: 'pro',
      seats: 3,
    });
    expect(claimsOf(last.id_token)).not.toHaveProperty('plan');
  });

  it('cannot take the name of a claim of the token', async () => {
    const { access_token: token } = await tokensOf(exchange(mock));
    const custom_attributes = { sub: 'x', plan: 'pro', nbf: 0 };
    expect(
      await refusalOf(sendSecret(mock, path, { token, custom_attributes })),
    ).toEqual({
      status: 400,
      msg: 'custom_attributes may not hold names that tokens have already: sub, nbf.',
      type: 'invalid_request',
    });
    const one = { token, custom_attributes: { sub: 'x' } };
    expect(await refusalOf(sendSecret(mock, path, one))).toMatchObject({
      status: 400,
    });
  });

  it('are limited in size, also when they are added bit by bit', async () => {
    const tokens = await tokensOf(exchange(mock));
    const first = await added({
      token: tokens.access_token,
      custom_attributes: { a: 'x'.repeat(5000) },
      refresh_token: tokens.refresh_token,
    });
    for (const token of [first.token, tokens.access_token]) {
      const { status, msg } = await refusalOf(
        sendSecret(mock, path, {
          token,
          custom_attributes: { b: 'x'.repeat(5000) },
          refresh_token: first.refresh_token,
        }),
      );
      expect(status).toBe(400);
      expect(msg).toContain('larger than 8192 bytes');
    }
    expect((await refresh(mock, first.refresh_token)).status).toBe(200);
  });

  it('need both keys and live tokens of one user', async () => {
    const one = await tokensOf(exchange(mock));
    const two = await tokensOf(exchange(mock));
    const body = { token: one.access_token, custom_attributes: {} };
    expect((await send(mock, path, body)).status).toBe(401);
    const refused = (more: object) =>
      refusalOf(sendSecret(mock, path, { ...body, ...more }));
    expect(await refused({ token: one.id_token })).toEqual({
      status: 400,
      msg: 'token is not an access token for this API key id, or it has expired.',
      type: 'invalid_request',
    });
    expect(await refused({ refresh_token: two.refresh_token })).toMatchObject({
      msg: 'The refresh token is not valid: it belongs to another user than token.',
      type: 'invalid_grant',
    });
    expect(await refused({ refresh_token: '17:x' })).toMatchObject({
      msg: 'The refresh token is not valid: this mock never issued it, or has forgotten its session.',
    });
    const other = await refusalOf(
      sendSecret(mock, path, body, { id: 'other' }),
    );
    expect(other.msg).toContain('for this API key id');
  });
});
