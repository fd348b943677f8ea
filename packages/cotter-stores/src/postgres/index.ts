/**
 * Stores in Postgres.
 *
 * @module
 */
export {
  postgresTokenStore,
  postgresTokenStores,
  type PostgresStoreOptions,
  type PostgresTokenStoreOptions,
} from './postgres-token-store.ts';
export {
  createTable,
  createTableSql,
  deleteIdleSessions,
  type CreateTableOptions,
  type DeleteIdleOptions,
} from './table.ts';
export type { PostgresPool, PostgresResult } from './pool.ts';
