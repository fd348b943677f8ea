// Fifty test files, each with an API key id of its own, share one mock: what one does to its clock, faults, sessions and
// records, no other sees.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createControlClient, type ControlClient } from './control/client.ts';
import { TOKEN_PATH } from './testing/documented.fixture.ts';
import {
  claimsOf,
  refresh,
  refusalOf,
  sendSecret,
  tokensOf,
} from './handlers/calls.fixture.ts';
import type { MockCotter } from './mock.ts';
import { startMockCotter } from './start.ts';

const SCOPES = 50;
const ROUNDS = 2;
const A_DAY_MS = 86_400_000;

let mock: MockCotter;
let control: ControlClient;

beforeAll(async () => {
  const ids = Array.from({ length: SCOPES }, (_, at) => `scope-${String(at)}`);
  mock = await startMockCotter({
    strict: true,
    apiKeys: ids.map((id) => ({ id, secret: `secret of ${id}` })),
  });
  control = createControlClient({ url: mock.url });
});

afterAll(async () => {
  await mock.close();
});

/** Numbers that follow from a seed (mulberry32), so that a failure can be had again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One test file: what it does, in an order of its own, and what it must see. */
async function play(id: string, seed: number): Promise<number> {
  const scope = { header: { API_KEY_ID: id } };
  const next = random(seed);
  const exchange = async (): Promise<Response> => {
    const { data } = await control.POST('/__mock/identity-tokens', {
      body: { fields: { receiver: id } },
    });
    return sendSecret(
      mock,
      TOKEN_PATH,
      { grant_type: 'identity_token', identity_token: data },
      { id, headers: { API_SECRET_KEY: `secret of ${id}` } },
    );
  };
  let asked = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    // Whole seconds, so that Date and iat show it.
    const now = (1_000_000_000 + next(1_000_000_000)) * 1000;
    await control.PUT('/__mock/clock', { params: scope, body: { now } });

    const answer = await exchange();
    expect(answer.headers.get('date')).toBe(new Date(now).toUTCString());
    const tokens = await tokensOf(answer);
    expect(claimsOf(tokens.access_token)['iat']).toBe(now / 1000);
    asked += 1;

    const status = 500 + next(4);
    const times = 1 + next(2);
    await control.POST('/__mock/faults', {
      body: { kind: 'status', status, times, apiKeyId: id },
    });
    for (let time = 0; time < times; time += 1) {
      expect((await refresh(mock, tokens.refresh_token, { id })).status).toBe(
        status,
      );
      asked += 1;
    }

    const days = 20 + next(20);
    await control.POST('/__mock/clock/advance', {
      params: scope,
      body: { milliseconds: days * A_DAY_MS },
    });
    const refreshed = await refresh(mock, tokens.refresh_token, { id });
    asked += 1;
    if (days < 30) {
      const { access_token: token } = await tokensOf(refreshed);
      const iat = now / 1000 + (days * A_DAY_MS) / 1000;
      expect(claimsOf(token)['iat']).toBe(iat);
    } else expect((await refusalOf(refreshed)).msg).toContain('expired');

    const { data } = await control.GET('/__mock/requests', { params: scope });
    expect(data?.requests.map(({ apiKeyId }) => apiKeyId)).toEqual(
      Array.from({ length: asked }, () => id),
    );
    if (next(2) === 0) {
      await control.POST('/__mock/reset', { params: scope });
      asked = 0;
      const after = await refresh(mock, tokens.refresh_token, { id });
      expect((await refusalOf(after)).msg).toContain('never issued');
      asked += 1;
    }
  }
  await control.POST('/__mock/reset', { params: scope });
  return ROUNDS;
}

describe('one mock for many', () => {
  it(`${String(SCOPES)} API key ids at once do not see each other`, async () => {
    mock.clock.set(1_700_000_000_000);
    const rounds = await Promise.all(
      Array.from({ length: SCOPES }, (_, at) =>
        play(`scope-${String(at)}`, at + 1),
      ),
    );
    expect(rounds).toEqual(Array.from({ length: SCOPES }, () => ROUNDS));
    // Nothing is left, and the common clock stood still.
    expect(mock.requests.list()).toEqual([]);
    expect(mock.faults.pending()).toEqual([]);
    expect(mock.clock.now()).toBe(1_700_000_000_000);
    expect(mock.clock.of('scope-0').now()).toBe(1_700_000_000_000);
  }, 60_000);
});
