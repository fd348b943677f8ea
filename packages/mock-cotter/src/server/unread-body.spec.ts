// A body where none is asked for: nobody reads it, so what it calls itself cannot matter.
import { expect, it } from 'vitest';
import { keys } from '../testing/documented.fixture.ts';
import { send, useMock, keyLines } from '../testing/hostile.fixture.ts';
import { request } from '../testing/raw-http.fixture.ts';

useMock();

it.each([
  ['DELETE', `/api/v0/token/${encodeURIComponent(keys.API_KEY_ID)}`],
  ['GET', '/api/v0/token/jwks'],
])('%s %s ignores a body of any type', async (method, path) => {
  for (const type of ['', '!', 'text/plain', 'application/json;;;='])
    for (const body of ['{', '{"a":1}', '['.repeat(30_000)]) {
      const headers = [...keyLines, `Content-Type: ${type}`];
      const { status } = await send(request(method, path, headers, body));
      expect(status).toBe(200);
    }
});
