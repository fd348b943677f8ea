/** The upper bounds of the latency histogram, in seconds; above the last there is one more bucket. */
export const BUCKETS_SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

/** What stands for the operation of a request that has none, and for the status of an answer that was cut off. */
const NONE = 'none';

/** Numbers by their labels, which are few: each label's values come from the description or from the mock itself. */
export type Counts = ReadonlyMap<string, number>;

/** How long requests of one operation took. */
export interface Histogram {
  /** How many fell into each bucket alone, the one above the last bound included. */
  readonly buckets: readonly number[];
  readonly sumSeconds: number;
}

/** What the mock counted since it started; nothing resets it, as Prometheus wants it of counters. */
export interface Counted {
  /** Sessions begun, by grant. */
  readonly issued: Counts;
  readonly refreshed: number;
  readonly reused: number;
  /** By operation and the envelope's type. */
  readonly rejected: Counts;
  /** By operation and status. */
  readonly requests: Counts;
  /** By operation. */
  readonly durations: ReadonlyMap<string, Histogram>;
}

/** Counts what happens. */
export interface Metrics {
  /** A grant was answered with tokens. */
  issued(grant: string): void;
  /** A refresh token was used. */
  refreshed(): void;
  /** A refresh token came that was used before. */
  reused(): void;
  /** A request was refused; `reason` is the type of the envelope. */
  rejected(operation: string | undefined, reason: string): void;
  /**
   * A request is over.
   *
   * @param status the status of the answer, or `undefined` if the connection was cut before it
   */
  answered(
    operation: string | undefined,
    status: number | undefined,
    seconds: number,
  ): void;
  /** What was counted so far. */
  counted(): Counted;
}

/** Joins labels' values; no value holds it. */
export const SEPARATOR = ' ';

export function createMetrics(): Metrics {
  const issued = new Map<string, number>();
  const rejected = new Map<string, number>();
  const requests = new Map<string, number>();
  const durations = new Map<
    string,
    { buckets: number[]; sumSeconds: number }
  >();
  let refreshed = 0;
  let reused = 0;
  return {
    issued(grant) {
      count(issued, grant);
    },
    refreshed() {
      refreshed += 1;
    },
    reused() {
      reused += 1;
    },
    rejected(operation = NONE, reason) {
      count(rejected, operation + SEPARATOR + reason);
    },
    answered(operation = NONE, status, seconds) {
      count(requests, `${operation}${SEPARATOR}${String(status ?? NONE)}`);
      let histogram = durations.get(operation);
      if (histogram === undefined) {
        const buckets = [...BUCKETS_SECONDS, Infinity].map(() => 0);
        durations.set(operation, (histogram = { buckets, sumSeconds: 0 }));
      }
      const at = BUCKETS_SECONDS.findIndex((bound) => seconds <= bound);
      const bucket = at === -1 ? BUCKETS_SECONDS.length : at;
      histogram.buckets[bucket] = (histogram.buckets[bucket] ?? 0) + 1;
      histogram.sumSeconds += seconds;
    },
    counted: () => ({
      issued,
      refreshed,
      reused,
      rejected,
      requests,
      durations,
    }),
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
