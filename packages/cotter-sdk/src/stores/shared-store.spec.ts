import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startIssuer } from '../session/issuer.fixture.ts';
import { createSession } from '../session/session.ts';
import { memoryTokenStore } from './memory-token-store.ts';
import { sharedStore } from './shared-store.ts';

const HOUR = 3_600_000;

/** Two sessions that are made with the same tokens, and have read them. */
async function startTwo() {
  const issuer = startIssuer();
  const tokens = issuer.issue();
  const clock = { now: 0 };
  const make = () =>
    createSession({ client: issuer, tokens, now: () => clock.now });
  const [first, second] = [make(), make()];
  await Promise.all([first.getAccessToken(), second.getAccessToken()]);
  return { issuer, clock, make, first, second };
}

describe('sessions of one client without a store', () => {
  it('share the refresh if they are made with the same tokens', async () => {
    const { issuer, clock, make, first, second } = await startTwo();
    clock.now = HOUR;
    const both = [first.getAccessToken(), second.getAccessToken()];
    expect(await Promise.all(both)).toEqual(Array(2).fill('eyJCANARYaccess.2'));
    // Also one that is made from the old tokens later.
    expect(await make().getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(issuer.sent).toHaveLength(1);
  });

  it('end together: after a sign-out, none refreshes', async () => {
    const { issuer, clock, first, second } = await startTwo();
    await first.signOut();
    clock.now = HOUR;
    await expect(second.getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
    });
    expect(issuer.sent).toEqual([]);
  });

  it('go their own way when another user signs in', async () => {
    const { issuer, first, second } = await startTwo();
    await first.signIn(issuer.issue());
    expect(await first.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(await second.getAccessToken()).toBe('eyJCANARYaccess.1');
  });

  it('share nothing with those of another client, or with a store that they were given', async () => {
    const [one, other] = [{}, {}];
    expect(sharedStore(one, 'a')).toBe(sharedStore(one, 'a'));
    expect(sharedStore(one, 'a')).not.toBe(sharedStore(one, 'b'));
    expect(sharedStore(one, 'a')).not.toBe(sharedStore(other, 'a'));
    const client = startIssuer();
    const tokens = client.issue();
    const store = memoryTokenStore();
    await createSession({ client, tokens, store }).getAccessToken();
    const { record } = await sharedStore(client, tokens.refresh_token).load();
    expect(record).toBeNull();
  });

  it('leave nothing behind', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const client = {};
    let refs = 0;
    const make = () => {
      for (let i = 0; i < 200; i += 1) {
        const ref = new WeakRef(sharedStore(client, `token-${String(i)}`));
        if (ref.deref() !== undefined) refs += 1;
      }
      return new WeakRef(sharedStore(client, 'token-0'));
    };
    const first = make();
    expect(refs).toBe(200);
    // A WeakRef keeps its target for the rest of the turn.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(first.deref()).toBeUndefined();
  });
});

describe('a runtime without weak references', () => {
  it('shares the store all the same', async () => {
    vi.stubGlobal('WeakRef', undefined);
    vi.stubGlobal('FinalizationRegistry', undefined);
    vi.resetModules();
    onTestFinished(() => {
      vi.resetModules();
    });
    const { sharedStore } = await import('./shared-store.ts');
    const client = {};
    expect(sharedStore(client, 'a')).toBe(sharedStore(client, 'a'));
    expect(sharedStore(client, 'a')).not.toBe(sharedStore(client, 'b'));
    expect(sharedStore(client, 'a')).not.toBe(sharedStore({}, 'a'));
  });
});
