/** What a server did under load. */
export interface Load {
  /** Answers a second. */
  readonly rate: number;
  /** Latencies in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface LoadSettings {
  readonly connections: number;
  readonly seconds: number;
}
