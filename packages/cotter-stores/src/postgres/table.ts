import { DEFAULT_TTL_MS, MAX_TTL_MS, readMilliseconds } from '../options.ts';
import { queryWith, type PostgresPool } from './pool.ts';

const DEFAULT_TABLE = 'cotter_sessions';

/** A table's name as SQL, in quotes. */
export interface TableName {
  readonly name: string;
  readonly sql: string;
}

/** @throws TypeError for what is no plain name */
export function readTable(name: unknown = DEFAULT_TABLE): TableName {
  const isPlain =
    typeof name === 'string' && /^\w{1,63}(?:\.\w{1,63})?$/.test(name);
  if (!isPlain)
    throw new TypeError(
      'table must be a name of letters, digits and underscores, or a schema and a name with a dot between them',
    );
  const sql = name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
  return { name, sql };
}

/**
 * Returns the SQL that makes the table of sessions, for your own migration. It does nothing if the table exists.
 *
 * @param table its name, with or without a schema. Case counts. Default: `cotter_sessions`
 * @throws TypeError for a name that is not plain
 */
export function createTableSql(table?: string): string {
  // A row is updated often, in place as long as its page has room: fillfactor leaves some.
  return `CREATE TABLE IF NOT EXISTS ${readTable(table).sql} (
  key text PRIMARY KEY,
  version text NOT NULL,
  record text,
  lock_owner text,
  lock_until timestamptz,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 70)`;
}

/** Options of `createTable`. */
export interface CreateTableOptions {
  /** The table, with or without a schema. Case counts. Default: `cotter_sessions`. */
  readonly table?: string | undefined;
}

/**
 * Makes the table of sessions, unless it exists.
 *
 * Rejects with an `Error` whose `code` is that of the failure, and with a TypeError for a name that is not plain.
 */
export async function createTable(
  pool: PostgresPool,
  { table }: CreateTableOptions = {},
): Promise<void> {
  const { name } = readTable(table);
  const query = queryWith(pool, name);
  try {
    await query(createTableSql(table), []);
  } catch (error) {
    // Two processes that start at once can both find no table, and one of them then fails with this.
    const { code } = error as { code?: unknown };
    if (code !== '23505' && code !== '42P07') throw error;
    await query(createTableSql(table), []);
  }
}

/** Options of `deleteIdleSessions`. */
export interface DeleteIdleOptions extends CreateTableOptions {
  /**
   * How long ago a session was written last, in milliseconds. A shorter time signs out users who did not come back for so
   * long. From 60000. Default: 31 days, one more than a refresh token lives.
   */
  readonly idleMs?: number | undefined;
}

/**
 * Deletes sessions that nobody came back to, and what is left of those that were signed out. Call it once a day.
 *
 * Rejects with an `Error` whose `code` is that of the failure, and with a TypeError for an option that is not usable.
 *
 * @returns how many it deleted
 */
export async function deleteIdleSessions(
  pool: PostgresPool,
  { table, idleMs = DEFAULT_TTL_MS }: DeleteIdleOptions = {},
): Promise<number> {
  const { name, sql } = readTable(table);
  readMilliseconds('idleMs', idleMs, 60_000, MAX_TTL_MS);
  const deleted = await queryWith(pool, name)(
    `DELETE FROM ${sql}
      WHERE updated_at < clock_timestamp() - $1 * interval '1 millisecond'
        AND (lock_until IS NULL OR lock_until < clock_timestamp())
      RETURNING key`,
    [idleMs],
  );
  return deleted.length;
}
