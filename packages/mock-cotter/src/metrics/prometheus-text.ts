import {
  BUCKETS_SECONDS,
  SEPARATOR,
  type Counted,
  type Counts,
  type Histogram,
} from './metrics.ts';

/** The media type of the format (Prometheus, "Exposition formats", version 0.0.4). */
export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const PREFIX = 'mock_cotter_';

/** Writes what was counted as Prometheus reads it. */
export function prometheusText(
  { issued, refreshed, reused, rejected, requests, durations }: Counted,
  liveSessions: number,
): string {
  return [
    family('tokens_issued_total', 'counter', 'Sessions begun, by grant.', [
      ...lines('tokens_issued_total', ['grant'], issued),
    ]),
    family('tokens_refreshed_total', 'counter', 'Refresh tokens used.', [
      line('tokens_refreshed_total', '', refreshed),
    ]),
    family(
      'refresh_token_reuses_total',
      'counter',
      'Refresh tokens that came again after their use, which revoked their session.',
      [line('refresh_token_reuses_total', '', reused)],
    ),
    family(
      'refresh_tokens_live',
      'gauge',
      'Sessions that can be refreshed; one that expired counts until it is presented.',
      [line('refresh_tokens_live', '', liveSessions)],
    ),
    family(
      'requests_rejected_total',
      'counter',
      'Requests that were refused, by operation and by the type of the refusal.',
      lines('requests_rejected_total', ['operation', 'reason'], rejected),
    ),
    family(
      'requests_total',
      'counter',
      'Requests, by operation and status; status none: the connection was cut.',
      lines('requests_total', ['operation', 'status'], requests),
    ),
    family(
      'request_duration_seconds',
      'histogram',
      'How long requests took, from their headers to the end of their answer.',
      [...durations].flatMap(([operation, histogram]) =>
        histogramLines('request_duration_seconds', operation, histogram),
      ),
    ),
  ].join('');
}

function family(
  name: string,
  type: 'counter' | 'gauge' | 'histogram',
  help: string,
  samples: readonly string[],
): string {
  return [
    `# HELP ${PREFIX}${name} ${help}`,
    `# TYPE ${PREFIX}${name} ${type}`,
    ...samples,
    '',
  ].join('\n');
}

function lines(
  name: string,
  labels: readonly string[],
  counts: Counts,
): string[] {
  return [...counts].map(([key, value]) => {
    const values = key.split(SEPARATOR);
    const pairs = labels.map((label, at) => pair(label, values[at] ?? ''));
    return line(name, `{${pairs.join(',')}}`, value);
  });
}

function histogramLines(
  name: string,
  operation: string,
  { buckets, sumSeconds }: Histogram,
): string[] {
  const of = pair('operation', operation);
  let sum = 0;
  const cumulative = buckets.map((count, at) => {
    sum += count;
    const bound = BUCKETS_SECONDS[at];
    const le = pair('le', bound === undefined ? '+Inf' : String(bound));
    return line(`${name}_bucket`, `{${of},${le}}`, sum);
  });
  return [
    ...cumulative,
    line(`${name}_sum`, `{${of}}`, sumSeconds),
    line(`${name}_count`, `{${of}}`, sum),
  ];
}

function pair(label: string, value: string): string {
  return `${label}="${value}"`;
}

function line(name: string, labels: string, value: number): string {
  return `${PREFIX}${name}${labels} ${String(value)}`;
}
