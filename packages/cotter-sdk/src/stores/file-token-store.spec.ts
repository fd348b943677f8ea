import { randomUUID } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileTokenStore } from './file-token-store.ts';
import { freshPath } from './files.fixture.ts';
import { startIssuer } from '../session/issuer.fixture.ts';
import { createSession } from '../session/session.ts';
import { lockOptions } from './contract/contract-tools.ts';
import { tokenStoreContract } from './contract/token-store-contract.ts';

const HOUR = 3_600_000;

/** What a process leaves that died so long ago while it held a lock. */
async function leaveLock(
  path: string,
  owner: string,
  agoMs = HOUR,
): Promise<void> {
  await writeFile(path, owner);
  const madeAt = (Date.now() - agoMs) / 1000;
  await utimes(path, madeAt, madeAt);
}

/** What a store writes, but for these fields of the tokens, and this mark of an attempt. */
function stored(fields: object, attempt?: object | null): string {
  const tokens = { ...startIssuer().issue(), expiresAt: 5, ...fields };
  return JSON.stringify({ version: '1', record: { tokens, attempt } });
}

const waiting = () => lockOptions({ signal: AbortSignal.timeout(20_000) });

describe('fileTokenStore', () => {
  describe.concurrent('as every store', () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'cotter-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    const contract = tokenStoreContract(() => {
      const path = join(folder, `${randomUUID()}.json`);
      return Promise.resolve(() => fileTokenStore(path, { leaseMs: 2000 }));
    });

    it.for(contract.map(({ name, run }) => [name, run] as const))(
      '%s',
      async ([, run], context) => {
        await context.expect(run()).resolves.toBeUndefined();
      },
    );
  });

  it('lets many sessions with a store of their own refresh once', async () => {
    const path = await freshPath('session.json');
    const issuer = startIssuer(
      () => new Promise((resolve) => void setImmediate(resolve)),
    );
    const clock = { now: 0 };
    const tokens = issuer.issue();
    const sessions = Array.from({ length: 6 }, () =>
      createSession({
        client: issuer,
        store: fileTokenStore(path),
        tokens,
        now: () => clock.now,
      }),
    );
    for (let hour = 1; hour <= 3; hour += 1) {
      clock.now = hour * HOUR;
      const got = await Promise.all(sessions.map((s) => s.getAccessToken()));
      expect(new Set(got).size).toBe(1);
      expect(issuer.sent).toHaveLength(hour);
    }
    expect(await readdir(join(path, '..'))).toEqual(['session.json']);
  });

  it('lets nobody but the owner read the file', async () => {
    const path = await freshPath('session.json');
    // What somebody could have put there to read along.
    await writeFile(`${path}.draft.x`, 'old', { mode: 0o644 });
    const session = createSession({
      client: startIssuer(),
      store: fileTokenStore(path),
      tokens: startIssuer().issue(),
    });
    await session.getAccessToken();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it.each(['', '6e1b7a9e-6c7e-4b53-9a1d-4f1a6a9f3b10'])(
    'takes over locks that a process left when it died (owner "%s")',
    async (owner) => {
      const path = await freshPath('session.json');
      await leaveLock(`${path}.lock`, owner);
      // It even died while it was taking over a lock itself.
      const name = owner === '' ? 'unnamed' : owner;
      await leaveLock(`${path}.lock.${name}`, owner);
      let working = 0;
      const workers = Array.from({ length: 4 }, () => {
        const store = fileTokenStore(path);
        return store.withLock(async () => {
          working += 1;
          expect(working).toBe(1);
          const { version, record } = await store.load();
          expect(
            await store.compareAndSwap(version, record),
          ).not.toBeUndefined();
          working -= 1;
        }, waiting());
      });
      await Promise.all(workers);
      expect(await readdir(join(path, '..'))).toEqual(['session.json']);
    },
  );

  it('does not remove a lock that was taken over from it', async () => {
    const path = await freshPath('session.json');
    const store = fileTokenStore(path);
    const lock = `${path}.lock`;
    await store.withLock(() => writeFile(lock, 'another owner'), waiting());
    expect(await readFile(lock, 'utf8')).toBe('another owner');
  });

  it.each([
    '',
    'CANARY',
    '{"record":null}',
    '{"version":"1"}',
    '{"version":"1","record":{"tokens":"CANARY"}}',
    stored({ expiresAt: undefined }),
    stored({ refresh_token: 5 }),
    stored({}, {}),
    stored({}, null),
  ])(
    'fails on a file with other content, and leaves it as it is: %s',
    async (content) => {
      const path = await freshPath('session.json');
      await writeFile(path, content);
      const store = fileTokenStore(path);
      const failure = await store.load().catch((error: unknown) => error);
      expect(String(failure)).toContain('something else');
      expect(String(failure)).not.toContain('CANARY');
      await expect(store.compareAndSwap('empty', null)).rejects.toThrow(
        'something else',
      );
      expect(await readFile(path, 'utf8')).toBe(content);
    },
  );

  it('takes what it wrote itself, with a mark and without', async () => {
    const path = await freshPath('session.json');
    for (const written of [stored({}), stored({}, { id: 'a' })]) {
      await writeFile(path, written);
      expect(await fileTokenStore(path).load()).toEqual(JSON.parse(written));
    }
  });

  it('is not empty because it cannot be read', async () => {
    const path = await freshPath('session.json');
    await mkdir(path);
    const store = fileTokenStore(path);
    await expect(store.load()).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(store.compareAndSwap('empty', null)).rejects.toMatchObject({
      code: 'EISDIR',
    });
  });

  it('is as it was after a crash between two steps of a swap', async () => {
    const path = await freshPath('session.json');
    const store = fileTokenStore(path);
    const { version } = await store.load();
    const written = await store.compareAndSwap(version, null);
    await writeFile(`${path}.draft.x`, '{"version":"half of');
    expect(await fileTokenStore(path).load()).toEqual({
      version: written?.version,
      record: null,
    });
    expect(
      await store.compareAndSwap(written?.version ?? '', null),
    ).not.toBeUndefined();
  });

  it.each([
    [60_000, 'had', 20_000],
    [600_000, 'waited for', 200],
  ])(
    'with a lease of %i ms, a lock of five minutes ago is %s',
    async (leaseMs, what, patienceMs) => {
      const path = await freshPath('session.json');
      await leaveLock(`${path}.lock`, 'owner', 300_000);
      const asked = fileTokenStore(path, { leaseMs }).withLock(
        () => Promise.resolve('had'),
        lockOptions({ signal: AbortSignal.timeout(patienceMs) }),
      );
      expect(await asked.catch(() => 'waited for')).toBe(what);
    },
  );

  it('accepts a lease of 100 ms, which is the least', () => {
    expect(() => fileTokenStore('x', { leaseMs: 100 })).not.toThrow();
  });

  it.each([0, -1, 99, 100.5, 600_001, NaN])(
    'refuses a lease of %s ms',
    (leaseMs) => {
      expect(() => fileTokenStore('x', { leaseMs })).toThrow(TypeError);
    },
  );
});

describe('the options of a file store', () => {
  it.each<[string, unknown, unknown]>([
    ['path', '', undefined],
    ['path', undefined, undefined],
    ['path', new URL('file:///x'), undefined],
    ['leaseMs', 'x', { leaseMs: Infinity }],
    ['leaseMs', 'x', { leaseMs: null }],
    ['lease', 'x', { lease: 5 }],
    ['options', 'x', null],
  ])('are refused by name: %s (%#)', (name, path, options) => {
    const make = () => fileTokenStore(path as string, options as object);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(name);
  });
});
