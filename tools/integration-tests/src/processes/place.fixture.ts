// Where a session is kept.
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { fileTokenStore } from '@org/cotter-sdk/file-store';
import type { TokenStore } from '@org/cotter-sdk/session';
import { postgresTokenStore } from '@org/cotter-stores/postgres';
import { redisTokenStore } from '@org/cotter-stores/redis';

/** A file's path, or a server's address. */
export interface Place {
  readonly kind: 'file' | 'postgres' | 'redis';
  readonly at: string;
}

/** A store, and how to let go of its connections. */
export interface ConnectedStore {
  readonly store: TokenStore;
  /** Has the server close the connections of all others. */
  readonly dropOthers: () => Promise<unknown>;
  readonly close: () => Promise<unknown>;
}

const KEY = 'session';

export function connectStore(
  { kind, at }: Place,
  leaseMs: number,
): ConnectedStore {
  switch (kind) {
    case 'file':
      return {
        store: fileTokenStore(at, { leaseMs }),
        dropOthers: () => Promise.resolve(),
        close: () => Promise.resolve(),
      };
    case 'redis': {
      const client = new Redis(at);
      client.on('error', () => undefined);
      return {
        store: redisTokenStore({ client, leaseMs, key: KEY }),
        dropOthers: () => client.call('CLIENT', 'KILL', 'TYPE', 'normal'),
        close: () => {
          client.disconnect();
          return Promise.resolve();
        },
      };
    }
    case 'postgres': {
      const pool = new Pool({ connectionString: at });
      pool.on('error', () => undefined);
      return {
        store: postgresTokenStore({ pool, leaseMs, key: KEY }),
        dropOthers: () =>
          pool.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'`,
          ),
        close: () => pool.end(),
      };
    }
  }
}
