import { expect, it } from 'vitest';
import { createMetrics, type Metrics } from './metrics.ts';
import { prometheusText } from './prometheus-text.ts';

/** The text of what was counted, without the help. */
function textOf(count: (metrics: Metrics) => void, liveSessions = 0): string[] {
  const metrics = createMetrics();
  count(metrics);
  const lines = prometheusText(metrics.counted(), liveSessions).split('\n');
  return lines.filter((line) => !line.startsWith('# HELP'));
}

const nothing = (): void => undefined;

it('every family has its help and its type, and the text ends with a line', () => {
  const lines = prometheusText(createMetrics().counted(), 0).split('\n');
  const types = textOf(nothing).filter((line) => line.startsWith('# TYPE'));
  expect(types).toEqual([
    '# TYPE mock_cotter_tokens_issued_total counter',
    '# TYPE mock_cotter_tokens_refreshed_total counter',
    '# TYPE mock_cotter_refresh_token_reuses_total counter',
    '# TYPE mock_cotter_refresh_tokens_live gauge',
    '# TYPE mock_cotter_requests_rejected_total counter',
    '# TYPE mock_cotter_requests_total counter',
    '# TYPE mock_cotter_request_duration_seconds histogram',
  ]);
  for (const type of types) {
    const help = lines[lines.indexOf(type) - 1];
    const [, , name = ''] = type.split(' ');
    expect(help).toMatch(new RegExp(`^# HELP ${name} [A-Z].+\\.$`));
  }
  expect(lines.at(-1)).toBe('');
});

it('what is counted alone is there from the start', () => {
  const samples = textOf(nothing, 3).filter((line) => !line.startsWith('#'));
  expect(samples).toEqual([
    'mock_cotter_tokens_refreshed_total 0',
    'mock_cotter_refresh_token_reuses_total 0',
    'mock_cotter_refresh_tokens_live 3',
    '',
  ]);
});

it('what has labels is there once it was counted', () => {
  const lines = textOf((metrics) => {
    metrics.issued('identity_token');
    metrics.issued('event_token');
    metrics.issued('identity_token');
    metrics.refreshed();
    metrics.refreshed();
    metrics.reused();
    metrics.rejected('getJwks', 'not_found');
    metrics.rejected(undefined, 'not_found');
    metrics.rejected(undefined, 'not_found');
  });
  expect(lines).toEqual(
    expect.arrayContaining([
      'mock_cotter_tokens_issued_total{grant="identity_token"} 2',
      'mock_cotter_tokens_issued_total{grant="event_token"} 1',
      'mock_cotter_tokens_refreshed_total 2',
      'mock_cotter_refresh_token_reuses_total 1',
      'mock_cotter_requests_rejected_total{operation="getJwks",reason="not_found"} 1',
      'mock_cotter_requests_rejected_total{operation="none",reason="not_found"} 2',
    ]),
  );
});

it('requests fall into the buckets whose bounds they do not exceed, each operation for itself', () => {
  const lines = textOf((metrics) => {
    for (const seconds of [0, 0.001, 0.002, 10, 11])
      metrics.answered('getJwks', 200, seconds);
    metrics.answered('getJwks', undefined, 0.5);
    metrics.answered(undefined, 404, 0.25);
  });
  const samples = lines.slice(
    lines.indexOf('# TYPE mock_cotter_requests_total counter') + 1,
  );
  const buckets = (operation: string, counts: readonly number[]): string[] =>
    [
      ...['0.001', '0.0025', '0.005', '0.01', '0.025', '0.05', '0.1'],
      ...['0.25', '0.5', '1', '2.5', '5', '10', '+Inf'],
    ].map(
      (bound, at) =>
        `mock_cotter_request_duration_seconds_bucket{operation="${operation}",le="${bound}"} ${String(counts[at])}`,
    );
  expect(samples).toEqual([
    'mock_cotter_requests_total{operation="getJwks",status="200"} 5',
    'mock_cotter_requests_total{operation="getJwks",status="none"} 1',
    'mock_cotter_requests_total{operation="none",status="404"} 1',
    '# TYPE mock_cotter_request_duration_seconds histogram',
    ...buckets('getJwks', [2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 6]),
    'mock_cotter_request_duration_seconds_sum{operation="getJwks"} 21.503',
    'mock_cotter_request_duration_seconds_count{operation="getJwks"} 6',
    ...buckets('none', [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]),
    'mock_cotter_request_duration_seconds_sum{operation="none"} 0.25',
    'mock_cotter_request_duration_seconds_count{operation="none"} 1',
    '',
  ]);
});
