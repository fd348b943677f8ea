import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unstable_startWorker } from 'wrangler';

let mock: MockCotter;
let worker: Awaited<ReturnType<typeof unstable_startWorker>>;

beforeAll(async () => {
  mock = await startMockCotter();
  const text = (value: string) => ({ type: 'plain_text' as const, value });
  worker = await unstable_startWorker({
    config: 'wrangler.jsonc',
    bindings: {
      COTTER_API_KEY_ID: text(mock.apiKey.id),
      COTTER_API_SECRET_KEY: text(mock.apiKey.secret),
      COTTER_BASE_URL: text(mock.url),
    },
    dev: { server: { port: 0 }, inspector: false, persist: false },
  });
  await worker.ready;
}, 60_000);

afterAll(async () => {
  await worker.dispose();
  await mock.close();
});

function request(path: string, init?: object) {
  return worker.fetch(new URL(path, 'http://localhost').href, init);
}

function logIn(identityToken: unknown) {
  return request('/login', {
    method: 'POST',
    body: JSON.stringify(identityToken),
  });
}

test('logs in, knows the user, and logs out', async () => {
  const login = await logIn(mock.mintIdentityToken());
  expect(login.status).toBe(204);
  const cookie = login.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  const me = () => request('/me', { headers: { cookie } });
  expect(await (await me()).json()).toHaveProperty('user');
  await request('/logout', { method: 'POST', headers: { cookie } });
  expect((await me()).status).toBe(401);
});

test('accepts an access token, and challenges callers without one', async () => {
  const authorization = `Bearer ${mock.mintAccessToken()}`;
  const accepted = await request('/api/me', { headers: { authorization } });
  expect(accepted.status).toBe(200);
  const refused = await request('/api/me');
  expect(refused.status).toBe(401);
  expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer');
});

test('refuses forged and malformed tokens', async () => {
  expect((await logIn(mock.mintIdentityToken({}, 'tampered'))).status).toBe(
    401,
  );
  expect((await logIn({ identifier: 'a' })).status).toBe(400);
});
