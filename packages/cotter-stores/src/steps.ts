import {
  withLease,
  type LeaseLock,
  type TokenStore,
} from '@org/cotter-sdk/session';

/** What a store does, each step one that no other can interrupt. */
export interface StoreSteps extends Pick<
  TokenStore,
  'compareAndSwap' | 'load'
> {
  readonly lock: LeaseLock;
}

export function storeOf({
  lock,
  load,
  compareAndSwap,
}: StoreSteps): TokenStore {
  return {
    leaseMs: lock.leaseMs,
    load,
    compareAndSwap,
    withLock: (work, options) => withLease(lock, work, options),
  };
}
