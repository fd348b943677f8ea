import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN_PATH, answers, keys, requests } from '../documented.fixture.ts';
import { startMockCotter, type MockCotter } from '../start.ts';

let mock: MockCotter;

beforeAll(async () => {
  mock = await startMockCotter();
});

afterAll(async () => {
  await mock.close();
});

function post(body: unknown, headers: Record<string, string> = keys) {
  return fetch(mock.url + TOKEN_PATH, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

describe('exchangeToken', () => {
  it.each(['identityToken', 'eventToken'] as const)(
    'answers the documented %s as documented',
    async (name) => {
      const response = await post(requests[name]);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual(answers[name]);
    },
  );

  it.each([
    ['identityToken', 'identity_token.receiver'],
    ['eventToken', 'event_token.issuer'],
  ] as const)('refuses an %s of another API key id', async (name, field) => {
    const response = await post(requests[name], {
      ...keys,
      API_KEY_ID: 'another',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      msg: `${field} must equal the header API_KEY_ID.`,
      type: 'invalid_request',
    });
  });
});
