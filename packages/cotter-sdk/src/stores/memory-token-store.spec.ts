import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { memoryTokenStore } from './memory-token-store.ts';
import { lockOptions } from './contract/contract-tools.ts';
import { tokenStoreContract } from './contract/token-store-contract.ts';
import { later } from '../session/backend.fixture.ts';

describe('memoryTokenStore', () => {
  const contract = tokenStoreContract(() => {
    const store = memoryTokenStore();
    return Promise.resolve(() => store);
  });

  it.concurrent.for(contract.map(({ name, run }) => [name, run] as const))(
    '%s',
    async ([, run], context) => {
      await context.expect(run()).resolves.toBeUndefined();
    },
  );

  it('lets a waiter go with the reason of its signal, and no other out of turn', async () => {
    const store = memoryTokenStore();
    const { signal: never } = new AbortController();
    const controller = new AbortController();
    const order: string[] = [];
    const end = later();
    const first = store.withLock(
      () => end.promise,
      lockOptions({ signal: never }),
    );
    const second = store.withLock(
      () => Promise.reject(new Error('of one who gave up')),
      lockOptions({ signal: controller.signal }),
    );
    const third = store.withLock(
      () => {
        order.push('third');
        return Promise.resolve();
      },
      lockOptions({ signal: never }),
    );
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    order.push('first ends');
    end.happen();
    await Promise.all([first, third]);
    expect(order).toEqual(['first ends', 'third']);
  });

  it('lets go of the signal once the turn has come, and heeds it no more', async () => {
    const store = memoryTokenStore();
    const controller = new AbortController();
    const { signal } = controller;
    const work = async () => {
      await Promise.resolve();
      expect(getEventListeners(signal, 'abort')).toEqual([]);
      controller.abort();
      await Promise.resolve();
      return 'done';
    };
    await expect(store.withLock(work, lockOptions({ signal }))).resolves.toBe(
      'done',
    );
  });
});
