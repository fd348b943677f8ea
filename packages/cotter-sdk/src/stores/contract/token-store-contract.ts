import type { TokenStore } from '../token-store.ts';
import { CONTENT_CASES } from './content-cases.ts';
import { LOCK_CASES } from './lock-cases.ts';

/** One thing that every token store must do. */
export interface ContractCase {
  /** A sentence with the store as its subject. */
  readonly name: string;
  /** Rejects with an Error that says what went wrong. */
  readonly run: () => Promise<void>;
}

/**
 * Returns tests that every token store must pass, for any test framework:
 *
 *     for (const { name, run } of tokenStoreContract(open)) it(name, run);
 *
 * `open` makes an empty store and resolves with a function that opens it as another process would. Open it with a short
 * `leaseMs`, such as 500: two cases wait for longer than the lease. Each case takes at most a few seconds more than that.
 *
 * Never throws. Each `run` rejects if the store fails it.
 */
export function tokenStoreContract(
  open: () => Promise<() => TokenStore>,
): readonly ContractCase[] {
  return [...CONTENT_CASES, ...LOCK_CASES].map(([name, check]) => ({
    name,
    run: async () => {
      await check(await open());
    },
  }));
}
