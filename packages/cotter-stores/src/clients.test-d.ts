// The drivers' own types fit where the stores take a client or a pool.
import type { PGlite } from '@electric-sql/pglite';
import type { Cluster as IoCluster, Redis } from 'ioredis';
import type { Cluster as ValkeyCluster, Redis as Valkey } from 'iovalkey';
import type { Client, Pool } from 'pg';
import type {
  RedisClientPoolType,
  RedisClientType,
  RedisClusterType,
} from 'redis';
import type { createClient, createClientPool, createCluster } from 'redis';
import type { PostgresPool } from './postgres/index.ts';
import type { RedisClient } from './redis/index.ts';

/** Compiles if the first type can be given for the second. */
type Fits<Given extends Wanted, Wanted> = Given;

export type Redises = [
  Fits<Redis, RedisClient>,
  Fits<IoCluster, RedisClient>,
  Fits<Valkey, RedisClient>,
  Fits<ValkeyCluster, RedisClient>,
  Fits<RedisClientType, RedisClient>,
  Fits<RedisClusterType, RedisClient>,
  Fits<RedisClientPoolType, RedisClient>,
  Fits<ReturnType<typeof createClient>, RedisClient>,
  Fits<ReturnType<typeof createCluster>, RedisClient>,
  Fits<ReturnType<typeof createClientPool>, RedisClient>,
];
export type Pools = [
  Fits<Pool, PostgresPool>,
  Fits<Client, PostgresPool>,
  Fits<PGlite, PostgresPool>,
];
