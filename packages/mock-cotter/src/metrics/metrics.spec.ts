import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createControlClient } from '../control/client.ts';
import { CANARY, TOKEN_PATH } from '../documented.fixture.ts';
import {
  exchange,
  refresh,
  send,
  sendSecret,
  tokensOf,
} from '../handlers/calls.fixture.ts';
import { startMockCotter, type MockCotter } from '../start.ts';
import { createMetrics } from './metrics.ts';
import { prometheusText } from './prometheus-text.ts';

let mock: MockCotter;

beforeEach(async () => {
  mock = await startMockCotter();
});

afterEach(async () => {
  await mock.close();
});

async function metrics(): Promise<string> {
  const { data } = await createControlClient({ url: mock.url }).GET(
    '/__mock/metrics',
    { parseAs: 'text' },
  );
  return data ?? '';
}

/** The samples by name and labels; a line that is none fails. */
function samples(text: string): Record<string, number> {
  const line =
    /^(mock_cotter_[a-z_]+(?:\{[a-z]+="[^"\\\n]*"(?:,[a-z]+="[^"\\\n]*")*\})?) ([0-9.e+-]+)$/;
  return Object.fromEntries(
    text
      .trimEnd()
      .split('\n')
      .filter((each) => !each.startsWith('# '))
      .map((each) => {
        const [, name = '', value] = line.exec(each) ?? [];
        expect(name, each).not.toBe('');
        return [name.replace('mock_cotter_', ''), Number(value)];
      }),
  );
}

describe('/__mock/metrics', () => {
  it('is text that Prometheus reads, every sample below its help and type', async () => {
    const answer = await fetch(`${mock.url}/__mock/metrics`);
    expect(answer.headers.get('content-type')).toBe(
      'text/plain; version=0.0.4; charset=utf-8',
    );
    const text = await answer.text();
    expect(text).toMatch(/^# HELP mock_cotter_tokens_issued_total /);
    expect(text.endsWith('\n')).toBe(true);
    expect(samples(text)).toEqual({
      tokens_refreshed_total: 0,
      refresh_token_reuses_total: 0,
      refresh_tokens_live: 0,
    });
  });

  it('counts what was issued, refreshed, reused and refused', async () => {
    const { refresh_token: first } = await tokensOf(exchange(mock));
    await tokensOf(exchange(mock));
    expect(samples(await metrics())).toMatchObject({ refresh_tokens_live: 2 });
    await tokensOf(refresh(mock, first));
    expect((await refresh(mock, first)).status).toBe(400);
    await send(mock, '/unknown', {});
    await sendSecret(mock, TOKEN_PATH, { grant_type: CANARY });
    expect(samples(await metrics())).toMatchObject({
      'tokens_issued_total{grant="identity_token"}': 2,
      tokens_refreshed_total: 1,
      refresh_token_reuses_total: 1,
      // The reuse revoked its session.
      refresh_tokens_live: 1,
      'requests_rejected_total{operation="refreshToken",reason="invalid_grant"}': 1,
      'requests_rejected_total{operation="exchangeToken",reason="unsupported_grant_type"}': 1,
      'requests_rejected_total{operation="none",reason="not_found"}': 1,
      'requests_total{operation="exchangeToken",status="200"}': 2,
      'requests_total{operation="exchangeToken",status="400"}': 1,
      'requests_total{operation="refreshToken",status="200"}': 1,
      'requests_total{operation="refreshToken",status="400"}': 1,
      'requests_total{operation="none",status="404"}': 1,
    });
  });

  it('counts what was issued and never arrived', async () => {
    mock.faults.add({ kind: 'lost-reply' });
    await expect(exchange(mock)).rejects.toThrow();
    expect(samples(await metrics())).toMatchObject({
      'tokens_issued_total{grant="identity_token"}': 1,
      'requests_total{operation="exchangeToken",status="none"}': 1,
    });
  });

  it('puts each request into every bucket that is wide enough', async () => {
    for (let time = 0; time < 3; time += 1) await exchange(mock);
    const found = samples(await metrics());
    const of = (bound: string): number | undefined =>
      found[
        `request_duration_seconds_bucket{operation="exchangeToken",le="${bound}"}`
      ];
    const counts = Object.keys(found)
      .filter((name) => name.startsWith('request_duration_seconds_bucket'))
      .map((name) => found[name] ?? NaN);
    expect(counts).toHaveLength(14);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(of('+Inf')).toBe(3);
    const labels = '{operation="exchangeToken"}';
    expect(found[`request_duration_seconds_count${labels}`]).toBe(3);
    expect(found[`request_duration_seconds_sum${labels}`]).toBeGreaterThan(0);
  });

  it('shows nothing that a request sent, and no reset takes from it', async () => {
    for (const method of ['GET', 'POST', 'DELETE'])
      await send(mock, `/${CANARY}`, method === 'GET' ? undefined : {}, {
        method,
        id: CANARY,
      });
    mock.reset();
    const text = await metrics();
    expect(text).not.toContain(CANARY);
    expect(samples(text)).toMatchObject({
      'requests_total{operation="none",status="404"}': 3,
    });
  });

  it('is behind the control token', async () => {
    await using guarded = await startMockCotter({ controlToken: CANARY });
    const ask = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${guarded.url}/__mock/metrics`, { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ Authorization: `Bearer ${CANARY}` })).status).toBe(200);
  });
});

it('a duration falls into the bucket whose bound it does not exceed', () => {
  const counting = createMetrics();
  for (const seconds of [0.001, 0.0011, 10, 11])
    counting.answered('getJwks', 200, seconds);
  const found = samples(prometheusText(counting.counted(), 0));
  const of = (bound: string): number | undefined =>
    found[`request_duration_seconds_bucket{operation="getJwks",le="${bound}"}`];
  expect(['0.001', '0.0025', '5', '10', '+Inf'].map(of)).toEqual([
    1, 2, 2, 3, 4,
  ]);
  expect(
    found['request_duration_seconds_sum{operation="getJwks"}'],
  ).toBeCloseTo(21.0021);
});
