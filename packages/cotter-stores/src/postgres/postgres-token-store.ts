import type {
  LeaseLock,
  StoredSession,
  TokenStore,
} from '@org/cotter-sdk/session';
import { EMPTY_VERSION, newVersion, readContent } from '../content.ts';
import { readLeaseMs, readName, refuseUnknownOptions } from '../options.ts';
import { queryWith, type PostgresPool, type Query, type Row } from './pool.ts';
import { storeOf, type StoreSteps } from '../steps.ts';
import { readTable } from './table.ts';

/** What all Postgres stores take. */
export interface PostgresStoreOptions {
  /** A pool or a client of `pg`, PGlite, or anything else with `query(text, values)`. You connect and close it. */
  readonly pool: PostgresPool;
  /** The table, which `createTable` makes; with or without a schema. Case counts. Default: `cotter_sessions`. */
  readonly table?: string | undefined;
  /**
   * How long the lock of a process that died stays locked, in milliseconds. A process that lives renews its lock. Use the
   * same value in all processes. From 100 to 600000. Default: 10000.
   */
  readonly leaseMs?: number | undefined;
}

/** Options of a `postgresTokenStore`. */
export interface PostgresTokenStoreOptions extends PostgresStoreOptions {
  /** The primary key of the session's row. */
  readonly key: string;
}

const SHARED_OPTIONS = ['pool', 'table', 'leaseMs'];

/**
 * Keeps a session in a row of a Postgres table, which all processes and machines share. Each step is one statement, and
 * no connection is kept between two of them. The tokens are not encrypted; see `encrypted`.
 *
 * A store rejects with an `Error` whose `code` is that of the failure (`ECONNREFUSED`, `42P01`), and which holds nothing
 * of the statement.
 *
 * @throws TypeError for an option that is missing, unknown or not usable
 */
export function postgresTokenStore(
  options: PostgresTokenStoreOptions,
): TokenStore {
  refuseUnknownOptions(options, [...SHARED_OPTIONS, 'key']);
  return storeMaker(options)(options.key);
}

/**
 * Returns a function that gives the store of each id, such as the id of a user or of a login. It makes no request. The id
 * is the primary key of the session's row.
 *
 * @throws TypeError for an option that is missing, unknown or not usable
 */
export function postgresTokenStores(
  options: PostgresStoreOptions,
): (id: string) => TokenStore {
  refuseUnknownOptions(options, SHARED_OPTIONS);
  return storeMaker(options);
}

function storeMaker(
  options: PostgresStoreOptions,
): (key: string) => TokenStore {
  const steps = postgresSteps(options);
  return (key) => storeOf(steps(readName('key', key)));
}

/** The steps of the store of each key. */
export function postgresSteps(
  options: PostgresStoreOptions,
): (key: string) => StoreSteps {
  const table = readTable(options.table);
  const query = queryWith(options.pool, table.name);
  const leaseMs = readLeaseMs(options.leaseMs);
  const statements = statementsFor(table.sql);
  return (key) => stepsOf(key, { query, statements, leaseMs });
}

interface Settings {
  readonly query: Query;
  readonly statements: ReturnType<typeof statementsFor>;
  readonly leaseMs: number;
}

/** The time is the database's, and not that of the transaction's begin, which may be long ago. */
function statementsFor(table: string) {
  const untilLeaseEnds = `clock_timestamp() + $3 * interval '1 millisecond'`;
  return {
    load: `SELECT version, record FROM ${table} WHERE key = $1`,
    swap: `UPDATE ${table}
      SET version = $3, record = $4, updated_at = clock_timestamp()
      WHERE key = $1 AND version = $2
      RETURNING version`,
    /** Into an empty store: there is no row, or one that only a lock made. */
    fill: `INSERT INTO ${table} AS stored (key, version, record)
      VALUES ($1, $3, $4)
      ON CONFLICT (key) DO UPDATE
        SET version = $3, record = $4, updated_at = clock_timestamp()
        WHERE stored.version = $2
      RETURNING version`,
    acquire: `INSERT INTO ${table} AS stored (key, version, lock_owner, lock_until)
      VALUES ($1, '${EMPTY_VERSION}', $2, ${untilLeaseEnds})
      ON CONFLICT (key) DO UPDATE
        SET lock_owner = $2, lock_until = ${untilLeaseEnds}
        WHERE stored.lock_until IS NULL OR stored.lock_until < clock_timestamp()
      RETURNING version, record`,
    renew: `UPDATE ${table} SET lock_until = ${untilLeaseEnds}
      WHERE key = $1 AND lock_owner = $2 AND lock_until > clock_timestamp()
      RETURNING key`,
    release: `UPDATE ${table} SET lock_owner = NULL, lock_until = NULL
      WHERE key = $1 AND lock_owner = $2`,
  };
}

function stepsOf(
  key: string,
  { query, statements, leaseMs }: Settings,
): StoreSteps {
  const lock: LeaseLock = {
    leaseMs,
    async acquire(owner, signal) {
      const values = [key, owner, leaseMs];
      const [row] = await query(statements.acquire, values, signal);
      return row && { stored: storedIn(row) };
    },
    async renew(owner, signal) {
      const values = [key, owner, leaseMs];
      const rows = await query(statements.renew, values, signal);
      return rows.length > 0;
    },
    async release(owner, signal) {
      await query(statements.release, [key, owner], signal);
    },
  };
  return {
    lock,
    async load({ signal } = {}) {
      const [row] = await query(statements.load, [key], signal);
      return storedIn(row);
    },
    async compareAndSwap(expected, record, { signal } = {}) {
      const version = newVersion();
      const statement =
        expected === EMPTY_VERSION ? statements.fill : statements.swap;
      const json = record === null ? null : JSON.stringify(record);
      const values = [key, expected, version, json];
      const rows = await query(statement, values, signal);
      return rows.length > 0 ? { version } : undefined;
    },
  };
}

function storedIn(row: Row | undefined): StoredSession {
  return readContent(row?.['version'], row?.['record']);
}
