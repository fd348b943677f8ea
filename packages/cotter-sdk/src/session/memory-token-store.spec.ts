import { describe, expect, it } from 'vitest';
import { memoryTokenStore } from './memory-token-store.ts';
import { tokenStoreContract } from './token-store-contract.ts';

describe('memoryTokenStore', () => {
  const contract = tokenStoreContract(() => {
    const store = memoryTokenStore();
    return Promise.resolve(() => store);
  });

  it.each(contract)('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
