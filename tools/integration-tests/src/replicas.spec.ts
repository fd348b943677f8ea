// Several mocks that are given one Redis are one mock.
import process from 'node:process';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createControlClient } from '@org/mock-cotter/control';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import { hasRedis, startRedis, type Server } from '@org/servers';
import { post, refresh as refreshAt, type Answer } from './post.fixture.ts';

const HOUR_MS = 3_600_000;

let redis: Server | undefined;
let replicas: MockCotter[] = [];
let lines: string[] = [];

beforeEach(async (context) => {
  if (!hasRedis()) {
    const why =
      'This machine has no redis-server (apt-get install redis-server).';
    if (process.env['REQUIRE_SERVERS'] === 'true') throw new Error(why);
    context.skip(why);
  }
  redis = await startRedis({ lasting: true });
});

afterEach(async () => {
  await Promise.all(replicas.map((mock) => mock.close()));
  await redis?.stop();
  replicas = [];
  lines = [];
  redis = undefined;
});

function server(): Server {
  if (redis === undefined) throw new Error('Redis was not started');
  return redis;
}

async function start(more: object = {}): Promise<MockCotter> {
  const mock = await startMockCotter({
    state: server().url,
    log: (line) => lines.push(line),
    ...more,
  });
  replicas.push(mock);
  return mock;
}

const startThree = () => Promise.all([start(), start(), start()]);

function logIn(at: MockCotter, minted = at): Promise<Answer> {
  return post(at.url, '/api/v0/token', {
    grant_type: 'identity_token',
    identity_token: minted.mintIdentityToken(),
  });
}

const refresh = (at: MockCotter, token?: string): Promise<Answer> =>
  refreshAt(at.url, token);

const verify = (at: MockCotter, token = ''): Promise<Answer> =>
  post(at.url, '/verify', { oauth_token: { access_token: token } });

describe('replicas', () => {
  it('have the same keys, sessions and users', async () => {
    const [a, b, c] = await startThree();
    expect(b.keys.jwks()).toEqual(a.keys.jwks());
    expect(c.keys.inputPublicKey).toBe(a.keys.inputPublicKey);
    const { status, body } = await logIn(a, b);
    expect(status).toBe(200);
    expect((await verify(c, body.access_token)).body.success).toBe(true);
    const second = await refresh(b, body.refresh_token);
    const third = await refresh(c, second.body.refresh_token);
    expect(third.status).toBe(200);
    const reused = await refresh(a, body.refresh_token);
    expect(reused.status).toBe(400);
    expect(reused.body.msg).toContain('it was used before');
    expect((await refresh(b, third.body.refresh_token)).body.msg).toContain(
      'its session was revoked',
    );
  });

  it('follow the clock, the keys and the faults that one of them was given', async () => {
    const [a, b, c] = await startThree();
    const control = createControlClient({ url: a.url });
    const now = Date.UTC(2030, 0, 1);
    await control.PUT('/__mock/clock', { body: { now } });
    // A program of another replica learns the time with the next request.
    const login = await logIn(b, a);
    expect(login.date).toBe(new Date(now).toUTCString());
    await control.POST('/__mock/keys/rotate', { body: {} });
    expect((await verify(c, login.body.access_token)).body.success).toBe(true);
    expect(c.keys.jwks()).toEqual(a.keys.jwks());
    expect(c.keys.jwks().keys).toHaveLength(2);
    await control.POST('/__mock/clock/advance', {
      body: { milliseconds: HOUR_MS },
    });
    expect((await verify(c, login.body.access_token)).body.success).toBe(false);
    await control.POST('/__mock/faults', {
      body: { kind: 'status', status: 503, times: 2 },
    });
    const answers = await Promise.all(
      [a, b, c, a, b, c].map((at) => logIn(at, a)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200, 200, 200, 200, 503, 503,
    ]);
    // What the program of one of them changes reaches the others as well.
    a.clock.reset();
    b.faults.add({ kind: 'status', status: 500 });
    await expect
      .poll(async () => (await logIn(c, a)).status, { interval: 10 })
      .toBe(500);
    expect(Math.abs(c.clock.now() - Date.now())).toBeLessThan(HOUR_MS);
  });

  it('grant one of a hundred simultaneous uses of a refresh token, and revoke its session', async () => {
    const mocks = await startThree();
    const [a] = mocks;
    for (let round = 0; round < 3; round += 1) {
      const { body } = await logIn(a);
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          refresh(mocks[i % 3] ?? a, body.refresh_token),
        ),
      );
      const granted = answers.filter(({ status }) => status === 200);
      expect(granted).toHaveLength(1);
      expect(
        answers.every(({ status }) => status === 200 || status === 400),
      ).toBe(true);
      const next = await refresh(a, granted[0]?.body.refresh_token);
      expect(next.body.msg).toContain('its session was revoked');
    }
  });

  it('give each of many logins a session of its own, which all know', async () => {
    const mocks = await startThree();
    const [a, b] = mocks;
    const logins = await Promise.all(
      Array.from({ length: 90 }, (_, i) => logIn(mocks[i % 3] ?? a)),
    );
    const tokens = logins.map(({ body }) => body.refresh_token ?? '');
    expect(new Set(tokens.map((token) => token.split(':')[0])).size).toBe(90);
    const refreshed = await Promise.all(
      tokens.map((token, i) => refresh(mocks[(i + 1) % 3] ?? a, token)),
    );
    expect(refreshed.every(({ status }) => status === 200)).toBe(true);
    expect(a.sessions.list().length).toBeGreaterThan(0);
    await verify(b);
    expect(b.sessions.list()).toHaveLength(90);
  });

  it('that start later, or again, know what was', async () => {
    const first = await start();
    const { body } = await logIn(first);
    await first.close();
    const second = await start();
    const next = await refresh(second, body.refresh_token);
    expect(next.status).toBe(200);
    await server().restart();
    await expect
      .poll(async () => (await verify(second, next.body.access_token)).body, {
        timeout: 20_000,
      })
      .toEqual({ success: true });
    const third = await start();
    expect((await refresh(third, next.body.refresh_token)).status).toBe(200);
    expect((await refresh(second, body.refresh_token)).status).toBe(400);
  });

  it('keep long histories short', async () => {
    const a = await start();
    const look = new Redis(server().url);
    try {
      for (let i = 0; i < 22; i += 1) {
        await Promise.all(Array.from({ length: 100 }, () => logIn(a)));
      }
      expect(await look.llen('{mock-cotter}:changes')).toBeLessThan(2001);
    } finally {
      look.disconnect();
    }
    const b = await start();
    expect(b.sessions.list()).toHaveLength(a.sessions.list().length);
    expect((await refresh(b, (await logIn(a)).body.refresh_token)).status).toBe(
      200,
    );
  });
});

describe('Redis', () => {
  it('that is frozen or down is a readable failure, and all is well when it is back', async () => {
    const [a, b] = await Promise.all([start(), start()]);
    const { body } = await logIn(a);
    await server().kill();
    await expect
      .poll(async () => (await refresh(a, body.refresh_token)).status, {
        timeout: 20_000,
      })
      .toBe(503);
    const failed = await refresh(b, body.refresh_token);
    expect(failed).toMatchObject({
      status: 503,
      body: {
        msg: 'The state of this mock cannot be reached. Nothing was changed; try again.',
        type: 'unavailable',
      },
    });
    await server().start();
    await expect
      .poll(async () => (await verify(b, body.access_token)).status, {
        timeout: 20_000,
      })
      .toBe(200);
    expect((await refresh(b, body.refresh_token)).status).toBe(200);
    expect(lines.join('\n')).toMatch(
      /The state in redis:\/\/127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)|can be reached again/,
    );
  });

  it('that forgot everything is given the state again', async () => {
    const [a, b] = await Promise.all([start(), start()]);
    const { body } = await logIn(a);
    await verify(b, body.access_token);
    const look = new Redis(server().url);
    await look.flushall();
    look.disconnect();
    expect((await refresh(b, body.refresh_token)).status).toBe(200);
    expect((await refresh(a, body.refresh_token)).status).toBe(400);
  });

  it('that is not there is named without its password', async () => {
    const state = 'redis://user:CANARY@127.0.0.1:1/3';
    await expect(startMockCotter({ state })).rejects.toThrow(
      'The state in redis://127.0.0.1:1 cannot be used: ECONNREFUSED.',
    );
  });
});
