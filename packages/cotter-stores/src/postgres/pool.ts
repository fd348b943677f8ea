import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, storeFailure, unlessAborted } from '../failure.ts';

/**
 * What the stores need of Postgres: anything with `query`, such as a pool or a client of `pg`, or PGlite. A pool in
 * front of the server may give each transaction another connection (PgBouncer's transaction mode).
 */
export interface PostgresPool {
  /** Runs one statement with its parameters. Rejects if the server or the connection fails. */
  query(text: string, values: unknown[]): Promise<PostgresResult>;
}

/** What a statement gave. */
export interface PostgresResult {
  /** Each an object with the columns. */
  readonly rows: readonly unknown[];
}

/** A row, by column. */
export type Row = Readonly<Record<string, unknown>>;

/** Runs one statement. Rejects once `signal` fires. */
export type Query = (
  text: string,
  values: readonly unknown[],
  signal?: AbortSignal,
) => Promise<readonly Row[]>;

/** How often a statement is sent in all that another transaction got in the way of. */
const TRIES = 5;

/** @throws TypeError for what is no pool */
export function queryWith(pool: PostgresPool, table: string): Query {
  if (typeof (pool as Partial<PostgresPool> | null)?.query !== 'function')
    throw new TypeError('pool must have a method query, as a pool of pg has');
  return async (text, values, signal) => {
    for (let tries = 1; ; tries += 1) {
      signal?.throwIfAborted();
      try {
        const sent = pool.query(text, [...values]);
        const { rows } = await unlessAborted(sent, signal);
        return rows as readonly Row[];
      } catch (error) {
        signal?.throwIfAborted();
        const code = codeOf(error);
        if (tries === TRIES || !isConflict(code))
          throw storeFailure('Postgres', code, adviceFor(code, table));
        await wait(10 * tries * Math.random());
      }
    }
  };
}

/** Nothing was changed: a serialization failure or a deadlock. */
function isConflict(code: string | undefined): boolean {
  return code === '40001' || code === '40P01';
}

function adviceFor(
  code: string | undefined,
  table: string,
): string | undefined {
  return code === '42P01'
    ? `there is no table ${table}; create it once with createTable`
    : undefined;
}
