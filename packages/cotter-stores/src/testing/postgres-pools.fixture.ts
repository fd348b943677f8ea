// PGlite, which is Postgres in this process, and a server where the machine has one.
import process from 'node:process';
import { PGlite } from '@electric-sql/pglite';
import { Pool } from 'pg';
import type { TestContext } from 'vitest';
import { hasPostgres, startPostgres, type Server } from '@org/servers';
import type { PostgresPool } from '../postgres/index.ts';

/** A pool, and how to close it. */
export interface Connected {
  readonly pool: PostgresPool;
  readonly close: () => Promise<unknown>;
}

/** Says why a test that needs Postgres does not run, or fails where all must run. */
export function needPostgres(context: Pick<TestContext, 'skip'>): void {
  if (hasPostgres()) return;
  const why = 'This machine has no postgres (apt-get install postgresql).';
  if (process.env['REQUIRE_SERVERS'] === 'true') throw new Error(why);
  context.skip(why);
}

export async function connectPglite(): Promise<Connected> {
  const pool = await PGlite.create();
  return { pool, close: () => pool.close() };
}

/** Connections that close without a word when the server is gone. */
export function connectPool({ url }: Server, max = 10): Connected {
  const pool = new Pool({ connectionString: url, max });
  pool.on('error', () => undefined);
  return { pool, close: () => pool.end() };
}

/** Starts a server, if the machine has one. */
export async function startIfThere(): Promise<Server | undefined> {
  return hasPostgres() ? startPostgres() : undefined;
}
