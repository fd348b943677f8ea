export { findChromium } from './chromium.ts';
/**
 * Real servers in temporary folders, on free ports of 127.0.0.1.
 *
 * @module
 */
export { hasPostgres, startPostgres } from './postgres.ts';
export {
  hasRedis,
  startRedis,
  startRedisCluster,
  type RedisOptions,
} from './redis.ts';
export { freePort, type Server } from './process.ts';
