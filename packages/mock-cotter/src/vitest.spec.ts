import { afterAll, describe, expect } from 'vitest';
import { exchange, refresh, tokensOf } from './handlers/calls.fixture.ts';
import type { MockCotter } from './mock.ts';
import { mockCotterTest, test } from './vitest.ts';

const strict = mockCotterTest({ strict: true }).extend<{ token: string }>({
  token: async ({ mock }, use) => {
    await use((await tokensOf(exchange(mock))).access_token);
  },
});

describe('the fixture mock', () => {
  let first: MockCotter | undefined;
  let used = '';

  test('answers', async ({ mock }) => {
    first = mock;
    used = (await tokensOf(exchange(mock))).refresh_token;
    mock.clock.set(0);
    mock.faults.add({ kind: 'reset', times: Infinity });
    expect(mock.requests.list()).toHaveLength(1);
  });

  test('is the same in the next test, and remembers nothing', async ({
    mock,
  }) => {
    expect(mock).toBe(first);
    expect(mock.requests.list()).toEqual([]);
    expect(mock.clock.now()).toBeGreaterThan(0);
    expect((await refresh(mock, used)).status).toBe(400);
  });

  afterAll(async () => {
    // Fixtures of a file end after its hooks.
    expect((await fetch(first?.url ?? '')).status).toBe(404);
  });
});

describe('a fixture with options', () => {
  strict(
    'is started with them, and can be built upon',
    async ({ mock, token }) => {
      expect(token).toMatch(/^eyJ/);
      const bad = mock.mintIdentityToken({}, 'tampered');
      expect((await exchange(mock, bad)).status).toBe(400);
    },
  );
});
