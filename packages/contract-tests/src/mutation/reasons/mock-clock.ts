import type { Reason } from '../reason.ts';

const RANDOMNESS = 'packages/mock-cotter/src/randomness.ts';
const TOO_LARGE = 'if (bytes > POOL_BYTES) return randomBytes(bytes);';
const USED_UP = 'if (pool.length < bytes) pool = randomBytes(POOL_BYTES);';

export const mockClock: readonly Reason[] = [
  {
    file: 'packages/mock-cotter/src/clocks.ts',
    text: '(apiKeyId === undefined ? undefined : own.get(apiKeyId))?.now() ??',
    code: 'apiKeyId === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      'no clock is kept for an undefined API key id, so the look-up finds none',
  },
  {
    file: RANDOMNESS,
    text: TOO_LARGE,
    code: 'bytes > POOL_BYTES',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'the system is asked each time, which gives bytes as good, slower',
  },
  {
    file: RANDOMNESS,
    text: TOO_LARGE,
    code: 'bytes > POOL_BYTES',
    mutator: 'EqualityOperator',
    replacement: 'bytes >= POOL_BYTES',
    reason: 'exactly a pool full of bytes comes from the system either way',
  },
  {
    file: RANDOMNESS,
    text: USED_UP,
    code: 'pool.length < bytes',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'the pool is filled each time, which gives bytes as good, slower',
  },
  {
    file: RANDOMNESS,
    text: USED_UP,
    code: 'pool.length < bytes',
    mutator: 'EqualityOperator',
    replacement: 'pool.length <= bytes',
    reason: 'the pool is filled a call early, which gives bytes as good',
  },
];
