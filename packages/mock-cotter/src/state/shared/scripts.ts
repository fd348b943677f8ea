// The state of replicas in Redis. KEYS[1] is a hash: `epoch` names the state, `snapshot` is the whole of it after `base`
// changes, `seq` counts all. KEYS[2] lists the changes since the snapshot. KEYS[3] says whose turn it is.

/** ARGV: the epoch and the count of the changes that are known already. */
const NEWS = `
local function news(epoch, after)
  local known, seq, base = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'base'))
  if not known then return {'', '0', '0', '', {}} end
  local from, snapshot = 0, ''
  if known == epoch and tonumber(after) >= tonumber(base) then from = tonumber(after) - tonumber(base)
  else snapshot = redis.call('HGET', KEYS[1], 'snapshot') end
  return {known, seq, base, snapshot, redis.call('LRANGE', KEYS[2], from, -1)}
end`;

/** ARGV: epoch, count. Returns the epoch, the count, that of the snapshot, the snapshot if it is news, and the changes. */
export const READ = `${NEWS}
return news(ARGV[1], ARGV[2])`;

/** ARGV: epoch, count, the owner, how long the turn lasts. Returns the same, or nothing while it is another's turn. */
export const TAKE = `${NEWS}
if not redis.call('SET', KEYS[3], ARGV[3], 'NX', 'PX', ARGV[4]) then return false end
return news(ARGV[1], ARGV[2])`;

/**
 * ARGV: the owner, the epoch of a new state or nothing, a snapshot that includes the changes or nothing, the changes. Ends
 * the turn. Returns 0, and does nothing, if it is not the owner's turn any more.
 */
export const COMMIT = `
if redis.call('GET', KEYS[3]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[3])
if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'epoch', ARGV[2], 'seq', 0) end
for i = 4, #ARGV do redis.call('RPUSH', KEYS[2], ARGV[i]) end
local seq = redis.call('HINCRBY', KEYS[1], 'seq', #ARGV - 3)
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'snapshot', ARGV[3], 'base', seq)
  redis.call('DEL', KEYS[2])
end
return 1`;
