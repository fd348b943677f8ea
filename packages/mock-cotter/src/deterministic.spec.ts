import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TOKEN_PATH } from './testing/documented.fixture.ts';
import { exchangeRaw, request } from './testing/raw-http.fixture.ts';
import { refresh, sendSecret, tokensOf } from './handlers/calls.fixture.ts';
import { startMockCotter } from './start.ts';

const now = new Date('2026-01-01T00:00:00Z');

/** Every byte that a mock answers to the same requests. */
async function conversation(seed: string): Promise<string> {
  await using mock = await startMockCotter({ seed, now, strict: true });
  const send = async (target: string, body: unknown): Promise<string> => {
    const bytes = request(
      'POST',
      target,
      [
        `API_KEY_ID: ${mock.apiKey.id}`,
        `API_SECRET_KEY: ${mock.apiKey.secret}`,
        'Content-Type: application/json',
      ],
      JSON.stringify(body),
    );
    const answer = await exchangeRaw(mock.url, bytes);
    expect(answer.status).toBe(200);
    return JSON.stringify(answer);
  };
  const exchanged = await send(TOKEN_PATH, {
    grant_type: 'identity_token',
    identity_token: mock.mintIdentityToken(),
  });
  const { refresh_token, access_token } = JSON.parse(
    (JSON.parse(exchanged) as { body: string }).body,
  ) as Record<string, string>;
  const refreshed = await send(`${TOKEN_PATH}/${mock.apiKey.id}`, {
    grant_type: 'refresh_token',
    refresh_token,
  });
  const claimed = await send(`${TOKEN_PATH}/custom`, {
    token: access_token,
    custom_attributes: { plan: 'pro' },
  });
  mock.keys.rotate();
  return [exchanged, refreshed, claimed, JSON.stringify(mock.keys.jwks())].join(
    '\n',
  );
}

describe('a seed', () => {
  it('makes the same requests answered with the same bytes, tokens included', async () => {
    const first = await conversation('one');
    expect(await conversation('one')).toBe(first);
    expect(await conversation('two')).not.toBe(first);
    // On every machine, in every run: a change here changes what users have in their snapshots.
    expect(createHash('sha256').update(first).digest('hex')).toBe(
      'c99de2c4fe78a468006a0fea11740af05efaff9aa2233301459ae50c4f4b8ec7',
    );
  });

  it('does not keep tokens from being good', async () => {
    await using mock = await startMockCotter({ seed: 'one', strict: true });
    const tokens = await tokensOf(
      sendSecret(mock, TOKEN_PATH, {
        grant_type: 'event_token',
        event_token: mock.mintEventToken(),
      }),
    );
    const verified = await fetch(`${mock.url}/verify`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ oauth_token: tokens }),
    });
    expect(await verified.json()).toEqual({ success: true });
    expect((await refresh(mock, tokens.refresh_token)).status).toBe(200);
  });
});
