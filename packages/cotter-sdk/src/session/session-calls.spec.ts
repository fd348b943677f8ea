// What the calls of a session pass on, and what a session shows of itself.
import { inspect } from 'node:util';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { startIssuer } from './issuer.fixture.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import { createSession, type Session } from './session.ts';
import { failingStore, later, startBackend } from './backend.fixture.ts';

const HOUR = 3_600_000;

describe('a session shows', () => {
  it('that it has no tokens', () => {
    const session = createSession({ client: startIssuer() });
    expect(JSON.parse(JSON.stringify(session))).toEqual({
      step: 'idle',
      tokens: 'none',
    });
    expect(inspect(session)).toBe("Session { step: 'idle', tokens: 'none' }");
  });

  it('that it has tokens, and when they end', async () => {
    const { session } = startBackend();
    await session.getAccessToken();
    expect(JSON.parse(JSON.stringify(session))).toEqual({
      step: 'idle',
      tokens: '[redacted]',
      expiresAt: '1970-01-01T01:00:00.000Z',
    });
  });
});

const browser = vi.hoisted(() => ({ here: false }));
// Modules that use a replaced module are loaded again, here and in the next file of the same process.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.doUnmock('../runtime/browser.ts');
  vi.resetModules();
});
vi.mock('../runtime/browser.ts', () => ({ isBrowser: () => browser.here }));
afterEach(() => {
  browser.here = false;
});

describe('a sign-out', () => {
  it('passes its signal on to the client in a browser', async () => {
    browser.here = true;
    const issuer = startIssuer();
    const received: unknown[] = [];
    issuer.signOut = (options) => {
      received.push(options);
      return Promise.resolve();
    };
    const { session } = startBackend({ issuer });
    const { signal } = new AbortController();
    await session.signOut({ signal });
    await session.signOut();
    expect(received).toStrictEqual([{ signal }, {}]);
  });

  it('needs no client that can sign out', async () => {
    browser.here = true;
    const { session, store } = startBackend();
    await session.getAccessToken();
    await expect(session.signOut()).resolves.toBeUndefined();
    expect((await store.load()).record).toBeNull();
  });

  it('ends the use of the tokens here, though the store cannot even be read', async () => {
    const store = failingStore(memoryTokenStore());
    const { session } = startBackend({ store });
    await session.getAccessToken();
    store.failAt('load', 1);
    await expect(session.signOut()).rejects.toMatchObject({
      code: 'store_failed',
      operation: 'load',
    });
    expect((await store.load()).record).not.toBeNull();
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
    });
  });

  it('does not fail if Cotter does not clear the cookie', async () => {
    browser.here = true;
    const issuer = startIssuer();
    const failure = Object.assign(new Error('CANARY'), { status: 500 });
    issuer.signOut = () => Promise.reject(failure);
    const { session, store, events } = startBackend({ issuer });
    await session.getAccessToken();
    await session.signOut();
    expect(events).toEqual([{ type: 'sign_out.failed', status: 500 }]);
    expect((await store.load()).record).toBeNull();
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
      reason: 'no_tokens',
    });
  });

  it('asks nothing of Cotter on a server, which has no cookie to clear', async () => {
    const issuer = startIssuer();
    issuer.signOut = () => Promise.reject(new Error('asked'));
    const { session, events } = startBackend({ issuer });
    await session.getAccessToken();
    await session.signOut();
    expect(events).toEqual([]);
  });

  it('that the store failed is reported, and nothing is asked of Cotter', async () => {
    browser.here = true;
    const issuer = startIssuer();
    let received = false;
    issuer.signOut = () => {
      received = true;
      return Promise.resolve();
    };
    const store = failingStore(memoryTokenStore());
    const { session, events } = startBackend({ issuer, store });
    await session.getAccessToken();
    store.failAt('save', 1);
    await expect(session.signOut()).rejects.toMatchObject({
      code: 'store_failed',
      operation: 'save',
      systemCode: 'ENOSPC',
    });
    expect(events).toEqual([
      { type: 'store.failed', operation: 'save', systemCode: 'ENOSPC' },
    ]);
    expect(received).toBe(false);
    // What the store still holds is not used again, here.
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
    });
  });
});

describe('a sign-in', () => {
  it('replaces the tokens, from the moment it happened', async () => {
    const { session, clock, issuer, store } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    await session.signIn(issuer.issue());
    expect(await session.getTokens()).toMatchObject({
      access_token: 'eyJCANARYaccess.2',
      expiresAt: 2 * HOUR,
    });
    const { record } = await store.load();
    expect(record?.tokens.access_token).toBe('eyJCANARYaccess.2');
    expect(issuer.sent).toEqual([]);
  });

  it('that the store failed to keep is received, and changes nothing', async () => {
    const issuer = startIssuer();
    const store = failingStore(memoryTokenStore());
    const { session, events } = startBackend({ issuer, store });
    await session.getAccessToken();
    store.failAt('save', 1);
    await expect(session.signIn(issuer.issue())).rejects.toMatchObject({
      code: 'store_failed',
    });
    expect(events).toHaveLength(1);
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.1');
  });
});

describe('an access token that was refused', () => {
  it('is the present one, or nothing happens', async () => {
    const { session, issuer } = startBackend();
    await session.getAccessToken();
    session.invalidate('another');
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.1');
    expect(issuer.sent).toEqual([]);
  });

  it('is remembered by a session that has not read its store yet', async () => {
    const { session, issuer, join } = startBackend();
    session.invalidate('eyJCANARYaccess.1');
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    // The pattern of one session for each request, on a shared store.
    const other = join().session;
    other.invalidate('eyJCANARYaccess.2');
    expect(await other.getAccessToken()).toBe('eyJCANARYaccess.3');
    const late = join().session;
    late.invalidate('eyJCANARYaccess.2');
    expect(await late.getAccessToken()).toBe('eyJCANARYaccess.3');
    expect(issuer.sent).toHaveLength(2);
  });

  it('is not given again, though the refresh fails', async () => {
    const { session, issuer } = startBackend();
    session.invalidate(await session.getAccessToken());
    issuer.faults.push('not_sent');
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'refresh_not_sent',
    });
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
  });

  it('as soon as it had arrived is not given at all', async () => {
    const sessions: Session[] = [];
    const { session, clock } = startBackend({
      onEvent({ type }) {
        if (type !== 'refresh.rotated') return;
        sessions[0]?.invalidate('eyJCANARYaccess.2');
      },
    });
    sessions.push(session);
    await session.getAccessToken();
    clock.now = HOUR;
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.3');
  });
});

describe('a lock that cannot be released', () => {
  it('is reported as a failure of the store', async () => {
    const store = failingStore(memoryTokenStore());
    const { session, clock, events } = startBackend({ store });
    await session.getAccessToken();
    clock.now = HOUR;
    store.failAt('lock', 1, { after: true });
    await session.getAccessToken();
    expect(events.at(-1)).toEqual({
      type: 'store.failed',
      operation: 'unlock',
      systemCode: 'ENOSPC',
    });
  });
});

describe('a client that never settles', () => {
  it('holds callers for the time of the lock and of two refreshes, and no longer', async () => {
    const issuer = startIssuer(() => new Promise(() => undefined));
    const { session, clock } = startBackend({
      issuer,
      lockTimeoutMs: 400,
      refreshTimeoutMs: 200,
    });
    await session.getAccessToken();
    clock.now = HOUR;
    vi.useFakeTimers();
    let failure: unknown;
    const call = session.getAccessToken().catch((error: unknown) => {
      failure = error;
    });
    await vi.advanceTimersByTimeAsync(799);
    expect(failure).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await call;
    expect(failure).toMatchObject({
      code: 'refresh_unknown',
      clientCode: 'timeout',
    });
  });
});

describe('asking to repeat an attempt', () => {
  it('sends nothing where none is open, and yields the tokens', async () => {
    const { session, issuer } = startBackend();
    await session.getAccessToken();
    expect(await session.retryUnknown()).toMatchObject({
      access_token: 'eyJCANARYaccess.1',
    });
    expect(issuer.sent).toEqual([]);
  });

  it('waits for what is under way, and is then done for itself', async () => {
    const { session, clock, issuer } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.faults.push('broken');
    const first = session.getAccessToken();
    const asked = session.retryUnknown();
    await expect(first).rejects.toMatchObject({ code: 'refresh_unknown' });
    expect(await asked).toMatchObject({ access_token: 'eyJCANARYaccess.2' });
    expect(issuer.sent).toHaveLength(2);
  });

  it('ends with the tokens of a sign-in that overtakes it', async () => {
    const { session, clock, issuer, store } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.faults.push('broken');
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'refresh_unknown',
    });
    const answer = later();
    issuer.refresh = () => answer.promise.then(() => issuer.issue());
    const asked = session.retryUnknown();
    await vi.waitFor(() => {
      expect(session.toJSON()).toMatchObject({ step: 'sending' });
    });
    const signedIn = issuer.issue();
    await session.signIn(signedIn);
    const load = vi.spyOn(store, 'load');
    answer.happen();
    const { access_token } = signedIn;
    expect(await asked).toMatchObject({ access_token });
    // Those tokens are known already.
    expect(load).not.toHaveBeenCalled();
  });
});
