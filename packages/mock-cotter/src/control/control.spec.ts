import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CANARY, TOKEN_PATH } from '../testing/documented.fixture.ts';
import type { components } from '../generated/openapi.ts';
import { exchangeRaw, request } from '../testing/raw-http.fixture.ts';
import {
  claimsOf,
  exchange,
  refresh,
  refusalOf,
  sendSecret,
  tokensOf,
} from '../handlers/calls.fixture.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';
import { createControlClient, type ControlClient } from './client.ts';

let mock: MockCotter;
let control: ControlClient;

beforeEach(async () => {
  mock = await startMockCotter({ strict: true });
  control = createControlClient({ url: `${mock.url}/` });
});

afterEach(async () => {
  await mock.close();
});

describe('the control API', () => {
  it('needs no body where every field is optional', async () => {
    for (const path of ['keys/rotate', 'identity-tokens', 'access-tokens']) {
      const response = await fetch(`${mock.url}/__mock/${path}`, {
        method: 'POST',
      });
      expect([path, response.status]).toEqual([path, 200]);
    }
    expect(mock.keys.jwks().keys).toHaveLength(2);
    const clock = await fetch(`${mock.url}/__mock/clock/advance`, {
      method: 'POST',
    });
    expect(clock.status).toBe(415);
  });

  it('reads, stops and moves the clock, and the header Date follows', async () => {
    const now = 1_700_000_000_000;
    expect(
      (await control.PUT('/__mock/clock', { body: { now } })).data,
    ).toEqual({ now, iso: '2023-11-14T22:13:20.000Z' });
    await control.POST('/__mock/clock/advance', {
      body: { milliseconds: 1000 },
    });
    const { data, response } = await control.GET('/__mock/clock');
    expect(data?.now).toBe(now + 1000);
    expect(response.headers.get('date')).toBe('Tue, 14 Nov 2023 22:13:21 GMT');
  });

  it('moves the clock of one API key id, which mints, issues, checks and dates by it', async () => {
    const { id } = mock.apiKey;
    const own = { params: { header: { API_KEY_ID: id } } };
    const now = 1_500_000_000_000;
    mock.clock.set(1_700_000_000_000);
    await control.PUT('/__mock/clock', { ...own, body: { now } });
    const moved = await control.POST('/__mock/clock/advance', {
      ...own,
      body: { milliseconds: 1000 },
    });
    expect(moved.data?.now).toBe(now + 1000);
    const answer = await exchange(mock);
    expect(answer.headers.get('date')).toBe('Fri, 14 Jul 2017 02:40:01 GMT');
    const { access_token: token } = await tokensOf(answer);
    expect(claimsOf(token)['iat']).toBe(now / 1000 + 1);
    expect(claimsOf(mock.mintAccessToken())['iat']).toBe(now / 1000 + 1);
    expect(mock.requests.list()[0]?.receivedAt).toBe(moved.data?.iso);
    const common = await control.GET('/__mock/clock', {});
    expect(common.data?.now).toBe(1_700_000_000_000);
    const other = await control.GET('/__mock/clock', {
      params: { header: { API_KEY_ID: 'other' } },
    });
    expect(other.data?.now).toBe(1_700_000_000_000);
    const reset = await control.POST('/__mock/reset', own);
    expect(reset.data?.now).toBe(1_700_000_000_000);
  });

  it('keeps the keys by the common clock', async () => {
    mock.keys.rotate({ overlapMs: 1000 });
    mock.clock.of(mock.apiKey.id).advance(2000);
    const jwks = await fetch(`${mock.url}${TOKEN_PATH}/jwks`, {
      headers: { API_KEY_ID: mock.apiKey.id },
    });
    expect(await jwks.json()).toMatchObject({ keys: [{}, {}] });
  });

  it('lets a refresh token expire', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    await control.POST('/__mock/clock/advance', {
      body: { milliseconds: 31 * 86_400_000 },
    });
    expect((await refusalOf(refresh(mock, token))).msg).toContain('expired');
  });

  it('rotates the keys', async () => {
    const before = mock.keys.jwks().keys[0]?.kid;
    const { data } = await control.POST('/__mock/keys/rotate', {
      body: { overlapMs: 0 },
    });
    expect(data?.kid).not.toBe(before);
    expect(mock.keys.jwks().keys.map(({ kid }) => kid)).toEqual([data?.kid]);
  });

  it('adds, lists and clears faults', async () => {
    const { data } = await control.POST('/__mock/faults', {
      body: { kind: 'status', status: 503, operation: 'exchangeToken' },
    });
    expect(data).toEqual({
      faults: [
        {
          number: expect.any(Number) as number,
          kind: 'status',
          status: 503,
          operation: 'exchangeToken',
          times: 1,
        },
      ],
    });
    expect((await exchange(mock)).status).toBe(503);
    expect((await control.GET('/__mock/faults')).data).toEqual({ faults: [] });
    mock.faults.add({ kind: 'reset', apiKeyId: 'a', times: Infinity });
    mock.faults.add({ kind: 'reset', apiKeyId: 'b' });
    const left = await control.DELETE('/__mock/faults', {
      params: { header: { API_KEY_ID: 'b' } },
    });
    expect(left.data?.faults).toEqual([
      { number: 2, kind: 'reset', apiKeyId: 'a', times: 1_000_000_000 },
    ]);
  });

  it('lists and clears requests, its own not among them', async () => {
    await exchange(mock);
    await control.GET('/__mock/clock');
    const { data } = await control.GET('/__mock/requests');
    expect(data?.requests).toHaveLength(1);
    expect(data).toEqual({ requests: mock.requests.list() });
    const other = await control.GET('/__mock/requests', {
      params: { header: { API_KEY_ID: 'other' } },
    });
    expect(other.data?.requests).toEqual([]);
    const cleared = await control.DELETE('/__mock/requests', {});
    expect(cleared.data?.requests).toEqual([]);
  });

  it('mints inputs that strict mode takes, and bad ones that it refuses', async () => {
    const minted = async (
      body: components['schemas']['IdentityTokenOrder'],
    ): Promise<Response> => {
      const { data } = await control.POST('/__mock/identity-tokens', { body });
      return sendSecret(mock, TOKEN_PATH, {
        grant_type: 'identity_token',
        identity_token: data,
      });
    };
    expect((await minted({})).status).toBe(200);
    expect(
      (await minted({ fields: { identifier: 'me@example.com' } })).status,
    ).toBe(200);
    expect((await refusalOf(minted({ defect: 'expired' }))).msg).toContain(
      'expire_at',
    );
    const { data } = await control.POST('/__mock/event-tokens', {
      body: { defect: 'not-approved' },
    });
    const answer = sendSecret(mock, TOKEN_PATH, {
      grant_type: 'event_token',
      event_token: data,
    });
    expect((await refusalOf(answer)).msg).toContain('approved is false');
  });

  it('mints access and id tokens, good and bad', async () => {
    const verified = async (token: string | undefined): Promise<unknown> =>
      (
        await fetch(`${mock.url}/verify`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ oauth_token: { access_token: token } }),
        })
      ).json();
    const good = await control.POST('/__mock/access-tokens', { body: {} });
    expect(await verified(good.data?.token)).toEqual({ success: true });
    const bad = await control.POST('/__mock/access-tokens', {
      body: { defect: 'tampered' },
    });
    expect(await verified(bad.data?.token)).toMatchObject({ success: false });
    const id = await control.POST('/__mock/id-tokens', {
      body: { claims: { plan: 'pro' } },
    });
    expect(claimsOf(id.data?.token ?? '')).toMatchObject({
      plan: 'pro',
      type: 'client_id_token',
    });
  });

  it('resets all, or one API key id', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    mock.faults.add({ kind: 'reset', apiKeyId: 'a' });
    mock.clock.set(0);
    const reset = (id: string): Promise<unknown> =>
      control.POST('/__mock/reset', {
        params: { header: { API_KEY_ID: id } },
      });
    await reset('a');
    expect(mock.faults.pending()).toEqual([]);
    expect(mock.clock.now()).toBe(0);
    expect((await refresh(mock, token)).status).toBe(200);
    await control.POST('/__mock/reset', {});
    expect(mock.clock.now()).toBeGreaterThan(1_700_000_000_000);
    expect(mock.requests.list()).toEqual([]);
  });

  it.each<[string, string, unknown, string]>([
    ['PUT', 'clock', {}, 'now is required'],
    ['PUT', 'clock', { now: '5' }, 'now must be an integer'],
    ['PUT', 'clock', { now: 9e15 }, 'now must be at most'],
    ['POST', 'clock/advance', { milliseconds: 864e13 }, 'cannot show'],
    ['POST', 'faults', { kind: CANARY }, 'kind must be one of'],
    ['POST', 'faults', { kind: 'status' }, 'needs status'],
    ['POST', 'faults', { kind: 'reset', status: 500 }, 'takes no such field'],
    ['POST', 'faults', { kind: 'reset', operation: CANARY }, 'operation must'],
    ['POST', 'identity-tokens', { defect: CANARY }, 'defect must be one of'],
    ['POST', 'identity-tokens', { [CANARY]: 1 }, 'is not a known field'],
  ])('refuses %s %s %j', async (method, path, body, msg) => {
    const answer = await fetch(`${mock.url}/__mock/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(await refusalOf(answer)).toMatchObject({
      status: 400,
      type: 'invalid_request',
      msg: expect.stringContaining(msg) as unknown,
    });
  });

  it('answers unknown paths and methods as the API does', async () => {
    expect(await refusalOf(fetch(`${mock.url}/__mock/x`))).toMatchObject({
      status: 404,
    });
    const answer = await fetch(`${mock.url}/__mock/reset`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });
});

describe('who may steer', () => {
  it('anybody learns that it is up', async () => {
    const answer = await fetch(`${mock.url}/__mock/health`, {
      headers: { Origin: 'https://evil.example' },
    });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'up' },
    ]);
  });

  it('no page in a browser', async () => {
    const origin = { Origin: 'https://evil.example' };
    const answer = await fetch(`${mock.url}/__mock/reset`, {
      method: 'POST',
      headers: origin,
    });
    expect(answer.headers.has('access-control-allow-origin')).toBe(false);
    expect(await refusalOf(answer)).toMatchObject({
      status: 403,
      type: 'forbidden',
    });
    const rebound = request('GET', '/__mock/clock', ['Host: evil.example']);
    const bytes = rebound.toString().replace('Host: mock\r\n', '');
    expect((await exchangeRaw(mock.url, bytes)).status).toBe(403);
  });

  it('only who has the token, once there is one', async () => {
    const controlToken = 'canary-control-token';
    const guarded = await startMockCotter({ controlToken, host: '0.0.0.0' });
    const url = guarded.url.replace('0.0.0.0', '127.0.0.1');
    const ask = (token?: string): Promise<{ response: Response }> =>
      createControlClient({
        url,
        ...(token === undefined ? {} : { controlToken: token }),
      }).GET('/__mock/clock');
    for (const wrong of [undefined, `${controlToken}x`, 'wrong']) {
      const { response } = await ask(wrong);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect((await ask(controlToken)).response.status).toBe(200);
    await guarded.close();
  });

  it('nobody, where others can reach the mock and no token was set', async () => {
    const open = await startMockCotter({ host: '0.0.0.0' });
    const url = open.url.replace('0.0.0.0', '127.0.0.1');
    expect((await fetch(`${url}/__mock/clock`)).status).toBe(404);
    expect((await fetch(`${url}/__mock/health`)).status).toBe(200);
    await open.close();
  });
});

it('a mock does not start in production unless it is allowed to', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  try {
    await expect(startMockCotter()).rejects.toThrow('allowProduction');
    const started = await startMockCotter({ allowProduction: true });
    await started.close();
  } finally {
    vi.unstubAllEnvs();
  }
});

it.each([{ controlToken: 'short' }, { controlToken: 'with a space in it' }])(
  'refuses the option %j without its value',
  async (options) => {
    const started = startMockCotter(options);
    await expect(started).rejects.toThrow('controlToken must be');
    await expect(started).rejects.not.toThrow(options.controlToken);
  },
);
