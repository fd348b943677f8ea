/**
 * Stores in Redis and Valkey.
 *
 * @module
 */
export {
  redisTokenStore,
  redisTokenStores,
  type RedisStoreOptions,
  type RedisTokenStoreOptions,
  type RedisTokenStoresOptions,
} from './redis-token-store.ts';
export type { IoRedisClient, NodeRedisClient, RedisClient } from './client.ts';
