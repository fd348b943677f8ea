// Sessions and the whole state, over the control API.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  exchange,
  refresh,
  refusalOf,
  tokensOf,
} from '../handlers/calls.fixture.ts';
import { description } from '../generated/description.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';
import { createControlClient, type ControlClient } from './client.ts';

let mock: MockCotter;
let control: ControlClient;

beforeEach(async () => {
  mock = await startMockCotter();
  control = createControlClient({ url: mock.url });
});

afterEach(async () => {
  await mock.close();
});

describe('sessions', () => {
  it('are listed, and end one by one', async () => {
    const first = await tokensOf(exchange(mock));
    await tokensOf(exchange(mock));
    const { data } = await control.GET('/__mock/sessions');
    expect(data?.sessions).toEqual(mock.sessions.list());
    expect(data?.sessions.map(({ number }) => number)).toEqual([18, 17]);
    expect(JSON.stringify(data)).not.toContain(first.refresh_token.slice(3));
    const other = { params: { header: { API_KEY_ID: 'other' } } };
    expect((await control.GET('/__mock/sessions', other)).data).toEqual({
      sessions: [],
    });
    const path = { number: '17' };
    const end = () =>
      control.DELETE('/__mock/sessions/{number}', { params: { path } });
    expect((await end()).data).toEqual({ number: 17 });
    expect(await refusalOf(refresh(mock, first.refresh_token))).toMatchObject({
      status: 400,
      msg: 'The refresh token is not valid: its session was ended by the control API.',
    });
    const again = await end();
    expect(again.response.status).toBe(404);
    expect(again.error?.type).toBe('not_found');
    expect(mock.sessions.list()[1]?.ended).toBe('ended');
  });
});

describe('the state', () => {
  it('goes from one mock to another', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    mock.clock.advance(5000);
    const { data: state } = await control.GET('/__mock/state');
    await using other = await startMockCotter();
    const { data } = await createControlClient({ url: other.url }).PUT(
      '/__mock/state',
      { body: state ?? { version: 0 } },
    );
    expect(data).toEqual({ sessions: 1 });
    expect(other.keys.jwks()).toEqual(mock.keys.jwks());
    expect(other.keys.inputPublicKey).toBe(mock.keys.inputPublicKey);
    expect(other.clock.now() - Date.now()).toBeGreaterThan(4000);
    expect((await refresh(other, token)).status).toBe(200);
  });

  it('stays as it is when a new one is not valid', async () => {
    const { data: state } = await control.GET('/__mock/state');
    const zero = Buffer.alloc(32).toString('base64url');
    const before = mock.keys.jwks();
    const { inputPublicKey } = mock.keys;
    for (const [wrong, message] of [
      [{ version: 2 }, 'version is missing or not valid'],
      [{ ...state, sessions: [{ number: 1 }] }, 'sessions.0.subject'],
      [
        {
          ...state,
          inputKey: zero,
          signingKeys: { active: { kid: 'a', d: zero }, retired: [] },
        },
        'A signing key is not valid.',
      ],
      [
        { ...state, inputKey: zero, clocks: [{ offsetMs: 1e300 }] },
        'The clock cannot show this time.',
      ],
    ] as const) {
      const { error, response } = await control.PUT('/__mock/state', {
        body: { version: 1, ...wrong },
      });
      expect(response.status).toBe(400);
      expect(error?.msg).toContain(message);
      expect(mock.keys.jwks()).toEqual(before);
      expect(mock.keys.inputPublicKey).toBe(inputPublicKey);
      expect((await exchange(mock)).status).toBe(200);
    }
  });

  it('may have more than a token request', async () => {
    const { data: state } = await control.GET('/__mock/state');
    await tokensOf(exchange(mock));
    const { data: saved } = await control.GET('/__mock/state');
    const [session] = saved?.['sessions'] as object[];
    const sessions = Array.from({ length: 1000 }, (_, index) => ({
      ...session,
      number: index,
    }));
    const body = { version: 1, ...state, sessions };
    expect(JSON.stringify(body).length).toBeGreaterThan(200_000);
    expect((await control.PUT('/__mock/state', { body })).data).toEqual({
      sessions: 1000,
    });
    expect(mock.sessions.list()).toHaveLength(1000);
  });
});

it('serves its own description', async () => {
  const response = await fetch(`${mock.url}/__mock/openapi.json`);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toEqual(description);
});
