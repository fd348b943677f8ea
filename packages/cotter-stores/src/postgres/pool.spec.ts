import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { oldRecord } from '../testing/records.fixture.ts';
import {
  postgresTokenStore,
  postgresTokenStores,
} from './postgres-token-store.ts';
import type { PostgresPool } from './pool.ts';

/** A pool that fails so often with an error of this code, and then has one row. */
function failing(code: string | undefined, times = Infinity) {
  const state = { queries: 0 };
  const pool: PostgresPool = {
    query: () => {
      state.queries += 1;
      if (state.queries > times) {
        const record = JSON.stringify(oldRecord);
        return Promise.resolve({ rows: [{ version: '1', record }] });
      }
      const error = new Error('CANARY in a message');
      const detail = { code, detail: 'CANARY', query: 'CANARY' };
      return Promise.reject(Object.assign(error, detail));
    },
  };
  return { state, store: postgresTokenStore({ pool, key: 'a' }) };
}

describe('a statement that fails', () => {
  it.each(['23514', 'ECONNREFUSED', undefined, 'CANARY secret'])(
    'shows its code at most, and nothing else of the driver (%s)',
    async (code) => {
      const { state, store } = failing(code);
      const failure: unknown = await store
        .compareAndSwap('empty', oldRecord)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      expect(inspect(failure, { depth: 9 })).not.toContain('CANARY');
      const known = code?.includes(' ') === true ? undefined : code;
      expect((failure as { code?: unknown }).code).toBe(known);
      expect(state.queries).toBe(1);
    },
  );

  it.each(['40001', '40P01'])(
    'because of another transaction (%s) is sent again, five times in all',
    async (code) => {
      const passing = failing(code, 4);
      expect((await passing.store.load()).record).toEqual(oldRecord);
      expect(passing.state.queries).toBe(5);
      const lasting = failing(code);
      await expect(lasting.store.load()).rejects.toMatchObject({ code });
      expect(lasting.state.queries).toBe(5);
    },
  );

  it('is not sent for a caller who has given up, nor waited for', async () => {
    const { state, store } = failing('23514');
    const reason = new Error('enough');
    const signal = AbortSignal.abort(reason);
    await expect(store.load({ signal })).rejects.toBe(reason);
    expect(state.queries).toBe(0);
    const controller = new AbortController();
    const hanging: PostgresPool = { query: () => new Promise(() => undefined) };
    const load = postgresTokenStore({ pool: hanging, key: 'a' }).load({
      signal: controller.signal,
    });
    controller.abort(reason);
    await expect(load).rejects.toBe(reason);
  });
});

describe('options', () => {
  const pool: PostgresPool = { query: () => Promise.resolve({ rows: [] }) };

  it.each([
    [{ pool, key: '' }, 'key must be a string that is not empty'],
    [{ pool }, 'key must be a string that is not empty'],
    [{ pool, key: 'a', ttlMs: 5 }, 'There is no option ttlMs'],
    [{ pool, key: 'a', leaseMs: 5 }, 'leaseMs must be an integer from 100'],
    [{ pool: {}, key: 'a' }, 'pool must have a method query'],
    [{ pool: undefined, key: 'a' }, 'pool must have a method query'],
    [undefined, 'The options must be an object'],
  ])('%j are refused', (options, message) => {
    const make = () => postgresTokenStore(options as never);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });

  it('of many stores are refused as well, and so is an id that is none', () => {
    expect(() => postgresTokenStores({ pool, key: 'a' } as never)).toThrow(
      'There is no option key',
    );
    expect(() => postgresTokenStores({ pool })('')).toThrow(
      'must be a string that is not empty',
    );
    expect(postgresTokenStores({ pool, leaseMs: 500 })('a').leaseMs).toBe(500);
  });
});
