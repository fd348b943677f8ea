// Each is one step: Redis runs nothing else meanwhile. KEYS[1] is the record, a hash; KEYS[2] the lock.

/** Returns the version and the record. */
export const LOAD = `return redis.call('HMGET', KEYS[1], 'version', 'record')`;

/** ARGV: the version of a store without a record, the expected version, the new one, the record, how long it is kept. */
export const SWAP = `
if (redis.call('HGET', KEYS[1], 'version') or ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[3], 'record', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 1`;

/** ARGV: the owner, the lease. Returns the version and the record, or nothing while another holds the lock. */
export const ACQUIRE = `
if not redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return false end
return redis.call('HMGET', KEYS[1], 'version', 'record')`;

/** ARGV: the owner, the lease. */
export const RENEW = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[2], ARGV[2])`;

/** ARGV: the owner. */
export const RELEASE = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[2])`;
