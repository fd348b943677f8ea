import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { memoryTokenStore, tokenStoreContract } from '@org/cotter-sdk/session';
import { oldRecord } from '../testing/records.fixture.ts';
import { encrypted, encryptedStores } from './encrypted.ts';

const first = { id: '2026-11', key: randomBytes(32) };
const second = { id: '2026-12', key: randomBytes(32).toString('base64') };

async function write(store: ReturnType<typeof encrypted>, record = oldRecord) {
  const { version } = await store.load();
  expect(await store.compareAndSwap(version, record)).toBeDefined();
}

describe.concurrent('an encrypted store', () => {
  it.for(
    tokenStoreContract(() => {
      const store = memoryTokenStore();
      return Promise.resolve(() => encrypted(store, { keys: [first] }));
    }).map(({ name, run }) => [name, run] as const),
  )('%s', async ([, run], context) => {
    await context.expect(run()).resolves.toBeUndefined();
  });
});

describe('what is stored', () => {
  it('holds no token, and says when it may be forgotten', async () => {
    const inner = memoryTokenStore();
    const full = {
      ...oldRecord,
      attempt: { id: 'CANARY', owner: 'CANARY', startedAt: 1, endsAt: 2 },
    };
    await write(encrypted(inner, { keys: [first], id: 'ann' }), full);
    const { record } = await inner.load();
    expect(JSON.stringify(record)).not.toContain('CANARY');
    expect(record?.tokens.refreshTokenExpiresAt).toBe(
      oldRecord.tokens.refreshTokenExpiresAt,
    );
    const [head = ''] = record?.tokens.access_token.split('.') ?? [];
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      kid: '2026-11',
      place: 'ann',
    });
  });

  it('is never the same twice', async () => {
    const inner = memoryTokenStore();
    const store = encrypted(inner, { keys: [first] });
    const seen = new Set<string | undefined>();
    for (let i = 0; i < 3; i += 1) {
      await write(store);
      seen.add((await inner.load()).record?.tokens.access_token);
    }
    expect(seen.size).toBe(3);
  });
});

describe('keys', () => {
  it('are changed without signing anyone out', async () => {
    const inner = memoryTokenStore();
    await write(encrypted(inner, { keys: [first] }));
    const both = encrypted(inner, { keys: [second, first] });
    expect((await both.load()).record).toEqual(oldRecord);
    await write(both);
    const newOnly = encrypted(inner, { keys: [second] });
    expect((await newOnly.load()).record).toEqual(oldRecord);
  });

  it('that are wrong fail each call, and leave the session as it is', async () => {
    const inner = memoryTokenStore();
    await write(encrypted(inner, { keys: [first] }));
    const before = await inner.load();
    const unknown = encrypted(inner, { keys: [second] });
    await expect(unknown.load()).rejects.toThrow(
      'The stored session was encrypted with the key 2026-11, which is not among keys',
    );
    const impostor = { id: first.id, key: randomBytes(32) };
    await expect(encrypted(inner, { keys: [impostor] }).load()).rejects.toThrow(
      'could not be decrypted with the key 2026-11',
    );
    expect(await inner.load()).toEqual(before);
  });

  it('do not open what was stored for another id, or was changed', async () => {
    const ann = memoryTokenStore();
    const bob = memoryTokenStore();
    const stores = encryptedStores((id) => (id === 'ann' ? ann : bob), {
      keys: [first],
    });
    await write(stores('ann'));
    const { record } = await ann.load();
    await write(bob, record ?? undefined);
    await expect(stores('bob').load()).rejects.toThrow(
      'could not be decrypted',
    );
    const jwe = record?.tokens.access_token ?? '';
    for (const changed of [
      jwe.replace(/(?<=\.)\w(?=[^.]+$)/, (first) =>
        first === 'A' ? 'B' : 'A',
      ),
      `${jwe}x`,
      'eyJCANARYplain',
      '',
    ]) {
      const tokens = { ...oldRecord.tokens, access_token: changed };
      await write(ann, { tokens });
      const failure: unknown = await stores('ann')
        .load()
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      expect(String(failure)).not.toContain('CANARY');
    }
  });

  it.each([
    [undefined, 'keys must be a list of at least one'],
    [[], 'keys must be a list of at least one'],
    [[{ id: 'a', key: 'CANARY' }], 'The key a must be 32 bytes'],
    [[{ id: 'a', key: randomBytes(31) }], 'The key a must be 32 bytes'],
    [[{ id: 'a', key: `CANARY${'!'.repeat(38)}` }], 'must be 32 bytes'],
    [[{ id: '', key: randomBytes(32) }], 'The id of a key must be'],
    [[null], 'The id of a key must be'],
    [[first, first], 'keys must have different ids'],
  ])('are checked, and never shown', (keys, message) => {
    const make = () => encrypted(memoryTokenStore(), { keys: keys as never });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
    expect(make).not.toThrow('CANARY');
  });
});

it('options that are misspelt are refused', () => {
  const options = { keys: [first], key: 5 } as never;
  expect(() => encrypted(memoryTokenStore(), options)).toThrow(
    'There is no option key; the options are: keys, id',
  );
  expect(() => encryptedStores(memoryTokenStore, options)).toThrow(TypeError);
});
