import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CotterAbortError } from '../errors/client-errors.ts';
import { CotterApiError, CotterResponseError } from '../errors/api-error.ts';
import { startIssuer, type Issuer } from './issuer.fixture.ts';
import { lockOptions } from '../stores/contract/contract-tools.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import { CotterSessionError } from './session-error.ts';
import { createSession } from './session.ts';
import type { TokenStore } from '../stores/token-store.ts';
import { failingStore, later, startBackend } from './backend.fixture.ts';

const HOUR = 3_600_000;

describe('a session', () => {
  it('gives the tokens of the sign-in while they are far from their end', async () => {
    const { session, issuer } = startBackend();
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.1');
    expect(await session.getIdToken()).toBe('eyJCANARYid.1');
    const tokens = await session.getTokens();
    expect(tokens).toMatchObject({ expires_in: 3600, expiresAt: HOUR });
    expect(tokens).not.toHaveProperty('refresh_token');
    expect(issuer.sent).toEqual([]);
  });

  it('refreshes once for all callers after the end', async () => {
    const { session, clock, issuer, events, store } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    const callers = Array.from({ length: 50 }, () => session.getAccessToken());
    const tokens = new Set(await Promise.all(callers));
    expect([...tokens]).toEqual(['eyJCANARYaccess.2']);
    expect(issuer.sent).toEqual(['39560:CANARYrefresh1']);
    expect(events).toEqual([
      { type: 'refresh.start' },
      { type: 'refresh.rotated', expiresAt: 2 * HOUR },
    ]);
    const { record } = await store.load();
    expect(record?.tokens.refresh_token).toBe('39560:CANARYrefresh2');
    expect(record).not.toHaveProperty('attempt');
  });

  it('refreshes once for all sessions that share a store', async () => {
    const backend = startBackend();
    const other = backend.join();
    await backend.session.getAccessToken();
    await other.session.getAccessToken();
    backend.clock.now = HOUR;
    const tokens = await Promise.all([
      backend.session.getAccessToken(),
      other.session.getAccessToken(),
    ]);
    expect(tokens).toEqual(['eyJCANARYaccess.2', 'eyJCANARYaccess.2']);
    expect(backend.issuer.sent).toHaveLength(1);
    expect(other.events).toEqual([
      { type: 'refresh.adopted', expiresAt: 2 * HOUR },
    ]);
  });

  it('serves the old token near its end while the new one is fetched', async () => {
    const { session, clock, issuer, idle } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR - 300_000;
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.1');
    await idle();
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(issuer.sent).toHaveLength(1);
  });

  it('keeps the refresh token when the answer has none', async () => {
    const { session, clock, issuer, store } = startBackend();
    issuer.rotates = false;
    for (let hour = 1; hour <= 3; hour += 1) {
      clock.now = hour * HOUR;
      await session.getAccessToken();
    }
    expect(issuer.sent).toEqual(Array(3).fill('39560:CANARYrefresh1'));
    const { record } = await store.load();
    expect(record?.tokens).toMatchObject({
      access_token: 'eyJCANARYaccess.4',
      refresh_token: '39560:CANARYrefresh1',
    });
  });

  it.each([0, -1, NaN, Infinity, '3600' as unknown as number])(
    'keeps tokens whose lifetime is %s, but only for the callers who wait',
    async (expires_in) => {
      const backend = startBackend();
      const { session, clock, issuer, store } = backend;
      const { refresh } = issuer;
      issuer.refresh = async (token) => ({
        ...(await refresh(token)),
        expires_in,
      });
      clock.now = HOUR;
      expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
      const { record } = await store.load();
      expect(record?.tokens.refresh_token).toBe('39560:CANARYrefresh2');
      expect(await session.getAccessToken()).toBe('eyJCANARYaccess.3');
    },
  );

  it('does not refresh tokens that live shorter than the early time for ever', async () => {
    const { session, clock, issuer, idle } = startBackend({ expires_in: 60 });
    await session.getAccessToken();
    clock.now = 29_000;
    await session.getAccessToken();
    await idle();
    expect(issuer.sent).toEqual([]);
    clock.now = 30_000;
    await session.getAccessToken();
    await idle();
    expect(issuer.sent).toHaveLength(1);
  });

  it('uses what the store holds rather than the tokens it was given', async () => {
    const { issuer, store, join } = startBackend();
    await join().session.signIn(issuer.issue());
    const { session } = join({ tokens: issuer.issue(), store });
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
  });
});

describe('aborting', () => {
  it('ends the wait of one caller, not the refresh', async () => {
    const { session, clock, issuer } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    const controller = new AbortController();
    const impatient = session.getAccessToken({ signal: controller.signal });
    const patient = session.getAccessToken();
    controller.abort();
    await expect(impatient).rejects.toBeInstanceOf(CotterAbortError);
    expect(await patient).toBe('eyJCANARYaccess.2');
    expect(issuer.sent).toHaveLength(1);
  });

  it('refuses a call whose signal has fired', async () => {
    const { session } = startBackend();
    const signal = AbortSignal.abort();
    await expect(session.getTokens({ signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    await expect(session.signOut({ signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('a refresh that fails', () => {
  it('is tried again by the next call when nothing was sent', async () => {
    const { session, clock, issuer, events, store } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.faults.push('not_sent');
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'refresh_not_sent',
      retryable: true,
    });
    expect((await store.load()).record).not.toHaveProperty('attempt');
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(events.map(({ type }) => type)).toEqual([
      'refresh.start',
      'refresh.not_sent',
      'refresh.start',
      'refresh.rotated',
    ]);
  });

  it('is tried again although the store could not record that nothing was sent', async () => {
    const issuer = startIssuer();
    const store = failingStore(memoryTokenStore());
    const { session, clock } = startBackend({ issuer, store });
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.faults.push('not_sent');
    store.failAt('save', 2);
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'refresh_not_sent',
    });
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
  });

  it('is only an event while the old token can be used, and is not tried again at every call', async () => {
    const { session, clock, issuer, events, idle } = startBackend();
    await session.getAccessToken();
    issuer.faults.push('not_sent', 'not_sent');
    for (const now of [HOUR - 300_000, HOUR - 299_999]) {
      clock.now = now;
      expect(await session.getAccessToken()).toBe('eyJCANARYaccess.1');
      await idle();
    }
    expect(events.map(({ type }) => type)).toEqual([
      'refresh.start',
      'refresh.not_sent',
    ]);
    clock.now = HOUR - 299_000;
    await session.getAccessToken();
    await idle();
    expect(events).toHaveLength(4);
  });

  it.each([false, true])(
    'is tried once more by the next call when its response was lost, by whatever session: %j',
    async (byAnother) => {
      const backend = startBackend();
      const { session, clock, issuer } = backend;
      await session.getAccessToken();
      clock.now = HOUR;
      issuer.faults.push('broken');
      await expect(session.getAccessToken()).rejects.toMatchObject({
        code: 'refresh_unknown',
        retryable: true,
      });
      const next = byAnother ? backend.join().session : session;
      expect(await next.getAccessToken()).toBe('eyJCANARYaccess.2');
      expect(issuer.sent).toEqual(Array(2).fill('39560:CANARYrefresh1'));
    },
  );

  it('ends the session if the server had used the token whose response was lost', async () => {
    const { session, clock, issuer, store } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.faults.push('lost');
    const failed = { code: 'refresh_unknown' };
    await expect(session.getAccessToken()).rejects.toMatchObject(failed);
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
      reason: 'rejected',
    });
    expect((await store.load()).record).toBeNull();
  });

  it('is tried at growing distances while responses are lost, by all sessions together', async () => {
    const backend = startBackend();
    const { session, clock, issuer, join } = backend;
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.faults.push(...Array<'broken'>(6).fill('broken'));
    const sentAt: number[] = [];
    for (let second = 0; second <= 8; second += 0.5) {
      clock.now = HOUR + second * 1000;
      const before = issuer.sent.length;
      for (const one of [session, join().session, join().session]) {
        const failed = await one.getAccessToken().catch((e: unknown) => e);
        expect(failed).toMatchObject({ code: 'refresh_unknown' });
      }
      sentAt.push(...Array<number>(issuer.sent.length - before).fill(second));
    }
    expect(sentAt).toEqual([0, 0, 1, 3, 7]);
  });

  it('is not tried again when its outcome is unknown, by no session that leaves that to the application', async () => {
    const backend = startBackend({ retryUnknown: false });
    const { session, clock, issuer, events, store } = backend;
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.faults.push('lost');
    const unknown = { code: 'refresh_unknown', retryable: false };
    const other = backend.join({ retryUnknown: false }).session;
    for (const one of [session, session, other]) {
      await expect(one.getAccessToken()).rejects.toMatchObject(unknown);
    }
    expect(issuer.sent).toHaveLength(1);
    expect(events[1]).toEqual({ type: 'refresh.unknown' });
    expect((await store.load()).record?.tokens.refresh_token).toBe(
      '39560:CANARYrefresh1',
    );
  });

  it.each([
    ['refused', { outcome: 'rejected', status: 401 }],
    ['not_sent', { outcome: 'not_sent', retryAfterMs: 86_400_000 }],
  ])(
    'pauses after it was %s, but not for a user who signs in elsewhere',
    async (outcome, fields) => {
      const backend = startBackend();
      const { session, clock, issuer, join } = backend;
      await session.getAccessToken();
      clock.now = HOUR;
      const { refresh } = issuer;
      issuer.refresh = () =>
        Promise.reject(Object.assign(new Error('no'), fields));
      const failed = { code: `refresh_${outcome}` };
      await expect(session.getAccessToken()).rejects.toMatchObject(failed);
      await expect(session.getAccessToken()).rejects.toMatchObject(failed);
      issuer.refresh = refresh;
      const tokens = issuer.issue();
      await join().session.signIn(tokens);
      expect(await session.getAccessToken()).toBe(tokens.access_token);
      expect(issuer.sent).toEqual([]);
    },
  );

  it('pauses although the store failed to keep the pause', async () => {
    const store = failingStore(memoryTokenStore());
    const { session, clock, issuer } = startBackend({ store });
    await session.getAccessToken();
    clock.now = HOUR;
    let asked = 0;
    issuer.refresh = () => {
      asked += 1;
      return Promise.reject(
        Object.assign(new Error('no'), { outcome: 'rejected', status: 401 }),
      );
    };
    store.failAt('save', 2);
    for (let calls = 0; calls < 3; calls += 1) {
      await expect(session.getAccessToken()).rejects.toMatchObject({
        code: 'refresh_refused',
      });
    }
    expect(asked).toBe(1);
    clock.now += 1000;
    await session.getAccessToken().catch(() => undefined);
    expect(asked).toBe(2);
  });

  it('leaves the old token in use while that can be used', async () => {
    const { session, clock, issuer, idle } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR - 100_000;
    issuer.faults.push('lost');
    for (let calls = 0; calls < 3; calls += 1) {
      expect(await session.getAccessToken()).toBe('eyJCANARYaccess.1');
      await idle();
    }
    expect(issuer.sent).toHaveLength(1);
  });

  it('is tried once more on request', async () => {
    const manual = { retryUnknown: false };
    const backend = startBackend(manual);
    const { session, clock, issuer } = backend;
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.faults.push('broken', 'broken');
    await expect(session.getAccessToken()).rejects.toThrow('retryUnknown');
    // Two who ask at once cause one more.
    const asked = [
      session.retryUnknown(),
      backend.join(manual).session.retryUnknown(),
    ];
    const settled = await Promise.allSettled(asked);
    expect(settled.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(issuer.sent).toHaveLength(2);
    expect(await session.retryUnknown()).toMatchObject({
      access_token: 'eyJCANARYaccess.2',
    });
  });

  it('ends the session when it is rejected, here and in the store', async () => {
    const { session, clock, issuer, events, store } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.revoke();
    for (let calls = 0; calls < 2; calls += 1) {
      await expect(session.getAccessToken()).rejects.toMatchObject({
        code: 'signed_out',
        reason: 'rejected',
        retryable: false,
      });
    }
    expect(issuer.sent).toHaveLength(1);
    expect(events.at(-1)).toEqual({ type: 'refresh.rejected' });
    expect((await store.load()).record).toBeNull();
    await session.signIn(issuer.issue());
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
  });

  it('keeps the session when it is refused for another reason', async () => {
    const { session, clock, issuer, events, store } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = () => {
      issuer.refresh = refresh;
      const fields = { outcome: 'rejected', status: 401 };
      return Promise.reject(Object.assign(new Error('keys'), fields));
    };
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'refresh_refused',
      retryable: false,
      status: 401,
    });
    expect(events.at(-1)).toEqual({ type: 'refresh.refused', status: 401 });
    expect((await store.load()).record).not.toHaveProperty('attempt');
    // Nothing is sent for a second, so that a wrong key causes no storm.
    for (let call = 0; call < 100; call += 1) {
      await expect(session.getAccessToken()).rejects.toMatchObject({
        code: 'refresh_refused',
        retryAfterMs: 1000,
      });
    }
    expect(issuer.sent).toEqual([]);
    clock.now += 1000;
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
  });

  it('sends nothing as long as the server asks for a pause', async () => {
    const { session, clock, issuer } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    let sent = 0;
    issuer.refresh = () => {
      sent += 1;
      const fields = { outcome: 'not_sent', status: 503, retryAfterMs: 30_000 };
      return Promise.reject(Object.assign(new Error('busy'), fields));
    };
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'refresh_not_sent',
    });
    clock.now += 10_000;
    for (let call = 0; call < 100; call += 1) {
      await expect(session.getAccessToken()).rejects.toMatchObject({
        code: 'refresh_not_sent',
        status: 503,
        retryAfterMs: 20_000,
      });
    }
    expect(sent).toBe(1);
    issuer.refresh = refresh;
    // A clock that was set back ends the pause too.
    clock.now = HOUR - 1;
    session.invalidate('eyJCANARYaccess.1');
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
  });

  it('does not send a rejected token again that the store failed to forget', async () => {
    const issuer = startIssuer();
    const store = failingStore(memoryTokenStore());
    const { session, clock } = startBackend({ issuer, store });
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.revoke();
    store.failAt('save', 2);
    for (let calls = 0; calls < 2; calls += 1) {
      await expect(session.getAccessToken()).rejects.toMatchObject({
        code: 'signed_out',
      });
    }
    expect(issuer.sent).toHaveLength(1);
  });

  it('adopts newer tokens instead of ending the session', async () => {
    const backend = startBackend();
    const { session, clock, issuer, events, store } = backend;
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = async (token) => {
      // Somebody without regard for locks signs in just then.
      await backend.join().session.signIn(issuer.issue());
      return refresh(token);
    };
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(events.at(-1)?.type).toBe('refresh.adopted');
    expect((await store.load()).record?.tokens.refresh_token).toBe(
      issuer.valid,
    );
  });

  it('counts as unknown when the answer has no token that can be sent', async () => {
    const { session, clock, issuer } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = async (token) => ({
      ...(await refresh(token)),
      access_token: 'CANARY\r\nX-Injected: 1',
      refresh_token: ['CANARY'] as never,
    });
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'refresh_unknown',
      clientCode: 'invalid_response',
    });
  });
});

describe('an answer of which only the refresh token can be used', () => {
  /** From a client of any kind, which passes it on; and from `CotterClient`, which refuses it with an error. */
  const ways: [string, (issuer: Issuer) => Issuer['refresh']][] = [
    [
      'passed on',
      ({ refresh }) =>
        async (token) => ({ ...(await refresh(token)), access_token: '' }),
    ],
    [
      'refused by the client',
      ({ refresh }) =>
        async (token) => {
          const { refresh_token } = await refresh(token);
          throw new CotterResponseError('wrong_shape', {
            what: 'OAuth tokens',
            action: 'retry',
            retryable: false,
            outcome: 'unknown',
            ...(refresh_token === undefined
              ? {}
              : { refreshToken: refresh_token }),
          });
        },
    ],
  ];

  it.each(ways)('costs nothing: %s', async (_, breaking) => {
    const { session, clock, events, issuer, store } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    const before = (await store.load()).record?.tokens;
    issuer.refresh = breaking(issuer);

    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'refresh_replaced',
      clientCode: 'invalid_response',
      retryable: true,
    });

    const { record } = await store.load();
    expect(record).toEqual({
      tokens: {
        ...before,
        refresh_token: issuer.valid,
        refreshTokenExpiresAt: HOUR + 30 * 24 * HOUR,
      },
    });
    expect(events.map(({ type }) => type)).toEqual([
      'refresh.start',
      'refresh.replaced',
    ]);
    issuer.refresh = refresh;
    await expect(session.getAccessToken()).resolves.toContain('CANARYaccess');
    expect(new Set(issuer.sent).size).toBe(2);
    expect(issuer.sent).toHaveLength(2);
  });

  it('is kept in memory while the store fails', async () => {
    const store = failingStore(memoryTokenStore());
    const { session, clock, issuer } = startBackend({ store });
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = async (token) => ({
      ...(await refresh(token)),
      access_token: '',
    });
    // The first save is the mark, before the token is sent.
    store.failAt('save', 2, { times: 3 });
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'store_failed',
      retryable: true,
    });

    issuer.refresh = refresh;
    await expect(session.getAccessToken()).resolves.toContain('CANARYaccess');
    expect((await store.load()).record?.tokens.refresh_token).toBe(
      issuer.valid,
    );
  });
});

describe('a late answer', () => {
  it('does not overwrite a newer sign-in', async () => {
    const backend = startBackend();
    const { session, clock, issuer, store } = backend;
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = async (token) => {
      const answer = await refresh(token);
      await session.signIn(issuer.issue());
      return answer;
    };
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.3');
    expect((await store.load()).record?.tokens.access_token).toBe(
      'eyJCANARYaccess.3',
    );
  });

  it('does not undo a sign-out', async () => {
    const { session, clock, issuer, store } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = async (token) => {
      const answer = await refresh(token);
      await session.signOut();
      return answer;
    };
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
      reason: 'no_tokens',
    });
    expect((await store.load()).record).toBeNull();
  });

  it('does not undo a sign-out that the store failed to keep', async () => {
    const issuer = startIssuer();
    const store = failingStore(memoryTokenStore());
    const { session, clock } = startBackend({ issuer, store });
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = async (token) => {
      const answer = await refresh(token);
      store.failAt('save', 1);
      await session.signOut().catch(() => undefined);
      return answer;
    };
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
    });
  });
});

describe('a store that fails', () => {
  it('does not cost tokens that arrived', async () => {
    const issuer = startIssuer();
    const store = failingStore(memoryTokenStore());
    const { session, clock, events, idle } = startBackend({ issuer, store });
    await session.getAccessToken();
    clock.now = HOUR;
    store.failAt('save', 2, { times: 3 });
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(events.slice(1)).toEqual([
      { type: 'store.failed', operation: 'save', systemCode: 'ENOSPC' },
      { type: 'refresh.rotated', expiresAt: 2 * HOUR },
    ]);
    clock.now += 1000;
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    await idle();
    const { record } = await store.load();
    expect(record).toMatchObject({
      tokens: { refresh_token: '39560:CANARYrefresh2' },
    });
    expect(issuer.sent).toHaveLength(1);
  });

  it('for a moment is asked again, so that the tokens are stored before anyone gets them', async () => {
    const store = failingStore(memoryTokenStore());
    const { session, clock, events } = startBackend({ store });
    await session.getAccessToken();
    clock.now = HOUR;
    store.failAt('save', 2);
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect((await store.load()).record?.tokens.access_token).toBe(
      'eyJCANARYaccess.2',
    );
    expect(events.slice(1)).toEqual([
      { type: 'refresh.rotated', expiresAt: 2 * HOUR },
    ]);
  });

  it.each(['lock', 'load', 'save'] as const)(
    'to %s keeps the refresh token from being sent',
    async (operation) => {
      const issuer = startIssuer();
      const store = failingStore(memoryTokenStore());
      const { session, clock } = startBackend({ issuer, store });
      await session.getAccessToken();
      clock.now = HOUR;
      store.failAt(operation, 1);
      await expect(session.getAccessToken()).rejects.toMatchObject({
        code: 'store_failed',
        operation,
        systemCode: 'ENOSPC',
        retryable: true,
      });
      expect(issuer.sent).toEqual([]);
      expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    },
  );

  it('after it wrote the mark does not count as a refresh that was sent', async () => {
    const issuer = startIssuer();
    const store = failingStore(memoryTokenStore());
    const { session, clock } = startBackend({ issuer, store });
    await session.getAccessToken();
    clock.now = HOUR;
    store.failAt('save', 1, { after: true });
    await expect(session.getAccessToken()).rejects.toBeInstanceOf(
      CotterSessionError,
    );
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
  });

  it('to release its lock does not cost the tokens', async () => {
    const issuer = startIssuer();
    const store = failingStore(memoryTokenStore());
    const { session, clock, events } = startBackend({ issuer, store });
    await session.getAccessToken();
    clock.now = HOUR;
    store.failAt('lock', 1, { after: true });
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(events.at(-1)).toMatchObject({ operation: 'unlock' });
  });

  it('at the sign-in hands the tokens on', async () => {
    const issuer = startIssuer();
    const store = failingStore(memoryTokenStore());
    const { session, events } = startBackend({ issuer, store });
    store.failAt('load', 1);
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.1');
    expect(events).toMatchObject([{ type: 'store.failed' }]);
  });

  it('at the sign-out says so, and the session stays signed out', async () => {
    const issuer = startIssuer();
    const store = failingStore(memoryTokenStore());
    const { session, join } = startBackend({ issuer, store });
    await session.getAccessToken();
    store.failAt('save', 1);
    const other = join().session;
    await expect(other.signOut()).rejects.toMatchObject({
      code: 'store_failed',
    });
    await expect(other.getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
    });
  });
});

describe('the request id of a failed refresh', () => {
  const details = {
    status: 503,
    action: 'retry',
    retryable: true,
    requestId: 'request-1',
  } as const;
  const texts = {
    serverMessage: 'Later.',
    serverType: '',
    retryAfterMs: undefined,
  };

  it.each([
    ['refresh_not_sent', 'not_sent', {}],
    ['refresh_unknown', 'unknown', {}],
    ['refresh_refused', 'rejected', {}],
    ['signed_out', 'rejected', { status: 400, serverMessage: 'not valid' }],
  ] as const)('is that of %s and of its event', async (code, outcome, more) => {
    const { session, clock, issuer, events } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.refresh = () =>
      Promise.reject(
        new CotterApiError({ ...details, ...texts, ...more, outcome }),
      );
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code,
      requestId: 'request-1',
    });
    expect(events.filter((event) => 'requestId' in event)).toMatchObject([
      { requestId: 'request-1' },
    ]);
  });

  it('is one of its own where the client names none, or one unfit for a log', async () => {
    const { session, clock, issuer } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    for (const requestId of [undefined, 'a\nb', 5, 'x'.repeat(129)]) {
      issuer.refresh = () =>
        Promise.reject(
          Object.assign(new CotterApiError({ ...details, ...texts }), {
            requestId,
            outcome: 'not_sent',
          }),
        );
      await expect(session.getAccessToken()).rejects.toMatchObject({
        code: 'refresh_not_sent',
        requestId: expect.stringMatching(/^local-/) as string,
      });
    }
  });
});

describe('a client or store that never settles', () => {
  it('does not hold callers, and its late answer is kept', async () => {
    const backend = startBackend({ lockTimeoutMs: 20, refreshTimeoutMs: 10 });
    const { session, clock, issuer, idle } = backend;
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    const late = later();
    issuer.refresh = async (token) => {
      await late.promise;
      return refresh(token);
    };
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'refresh_unknown',
      clientCode: 'timeout',
    });
    late.happen();
    await idle();
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(issuer.sent).toHaveLength(1);
  });

  it('does not hold callers who wait for the lock', async () => {
    const { session, clock, issuer, store } = startBackend({
      lockTimeoutMs: 10,
      refreshTimeoutMs: 5,
    });
    await session.getAccessToken();
    clock.now = HOUR;
    const held = later();
    const { signal } = new AbortController();
    const holder = store.withLock(() => held.promise, lockOptions({ signal }));
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'store_failed',
      operation: 'lock',
    });
    held.happen();
    await holder;
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(issuer.sent).toHaveLength(1);
  });
});

describe('what a client or store of any kind gives', () => {
  const throwing = (name: string): Error =>
    Object.defineProperty(new Error('CANARY'), name, {
      get() {
        throw new Error('CANARY');
      },
    });

  it.each<[string, () => Promise<unknown>]>([
    ['no object', () => Promise.resolve(undefined)],
    ['null', () => Promise.resolve(null)],
    [
      'fields that throw',
      () => Promise.resolve(throwing('access_token') as unknown),
    ],
    ['an error whose code throws', () => Promise.reject(throwing('code'))],
    [
      'an error whose outcome throws',
      () => Promise.reject(throwing('outcome')),
    ],
    ['nothing that can be called', () => 5 as never],
  ])(
    'a client that answers %s leaves the outcome unknown',
    async (_, refresh) => {
      const { session, clock, issuer, store } = startBackend();
      await session.getAccessToken();
      clock.now = HOUR;
      issuer.refresh = refresh as Issuer['refresh'];
      for (let call = 0; call < 2; call += 1) {
        const failure = session.getAccessToken();
        await expect(failure).rejects.toMatchObject({
          code: 'refresh_unknown',
        });
        await expect(failure).rejects.not.toThrow('CANARY');
      }
      const { record } = await store.load();
      expect(record?.tokens.refresh_token).toBe(issuer.valid);
    },
  );

  it.each<[string, Partial<TokenStore>, string]>([
    ['load', { load: () => Promise.resolve(undefined as never) }, 'load'],
    [
      'load',
      { load: () => Promise.resolve({ version: '1' } as never) },
      'load',
    ],
    [
      'load',
      { load: () => Promise.resolve({ version: 1, record: null } as never) },
      'load',
    ],
    [
      'load',
      {
        load: () =>
          Promise.resolve({
            version: '1',
            record: { tokens: { access_token: 'a' } },
          } as never),
      },
      'load',
    ],
    ['load', { load: () => Promise.reject(throwing('code')) }, 'load'],
    [
      'load',
      {
        load: () => {
          throw new Error('CANARY');
        },
      },
      'load',
    ],
    [
      'compareAndSwap',
      { compareAndSwap: () => Promise.resolve(null as never) },
      'save',
    ],
    [
      'compareAndSwap',
      { compareAndSwap: () => Promise.resolve(true as never) },
      'save',
    ],
    [
      'withLock',
      { withLock: () => Promise.resolve(undefined as never) },
      'lock',
    ],
    ['withLock', { withLock: () => undefined as never }, 'lock'],
  ])(
    'a store whose %s gives something else fails (%#)',
    async (_, broken, operation) => {
      const good = memoryTokenStore();
      const store: TokenStore = { ...good };
      const { session, clock, issuer } = startBackend({ store });
      await session.getAccessToken();
      clock.now = HOUR;
      Object.assign(store, broken);
      await expect(session.getAccessToken()).rejects.toMatchObject({
        code: 'store_failed',
        operation,
      });
      expect(issuer.sent).toEqual([]);
      Object.assign(store, good);
      await expect(session.getAccessToken()).resolves.toBe('eyJCANARYaccess.2');
    },
  );

  it('a refresh token that no header could hold is kept and sent: it goes into a body', async () => {
    const { session, clock, issuer, store } = startBackend();
    await session.getAccessToken();
    clock.now = HOUR;
    const { refresh } = issuer;
    issuer.refresh = async (token) => ({
      ...(await refresh(token)),
      refresh_token: 'with a space and ü',
    });
    await session.getAccessToken();
    const { record } = await store.load();
    expect(record?.tokens.refresh_token).toBe('with a space and ü');
  });
});

describe('options that are not usable', () => {
  it.each<[string, unknown]>([
    ['client', { client: null }],
    ['client', {}],
    ['tokens', { tokens: null }],
    ['tokens', { tokens: {} }],
    ['store', { store: null }],
    ['store', { store: { load: () => undefined } }],
    ['now', { now: 5 }],
    ['now', { now: () => NaN, tokens: startIssuer().issue() }],
    ['onEvent', { onEvent: 'x' }],
    ['lockTimeoutMs', { lockTimeoutMs: Infinity }],
    ['refreshTimeoutMs', { refreshTimeoutMs: null }],
    ['refreshEarlySeconds', { refreshEarlySeconds: NaN }],
    ['store', { stores: {} }],
  ])('are refused by name: %s (%#)', (name, options) => {
    const client = name === 'client' ? {} : { client: startIssuer() };
    const make = () =>
      createSession({ ...client, ...(options as object) } as never);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(name);
  });

  it.each([null, 5, { signal: 'x' }, { signal: {} }, { timeoutMs: 5 }])(
    'of a call are refused: %j',
    async (options) => {
      const { session } = startBackend();
      const calls = [
        session.getAccessToken(options as never),
        session.getTokens(options as never),
        session.retryUnknown(options as never),
        session.signOut(options as never),
      ];
      for (const call of calls) {
        await expect(call).rejects.toThrow(/options|signal|option timeoutMs/);
        await expect(call).rejects.toThrow(TypeError);
      }
      await expect(session.getAccessToken()).resolves.toBe('eyJCANARYaccess.1');
    },
  );

  it('of a sign-in are refused', async () => {
    const { session } = startBackend();
    await expect(session.signIn(null as never)).rejects.toThrow('tokens must');
  });
});

describe('invalidate', () => {
  it('makes the next calls get another token, with one refresh', async () => {
    const { session, issuer } = startBackend();
    const refused = await session.getAccessToken();
    const renewed = await Promise.all(
      Array.from({ length: 10 }, async () => {
        session.invalidate(refused);
        return session.getAccessToken();
      }),
    );
    expect(new Set(renewed)).toEqual(new Set(['eyJCANARYaccess.2']));
    session.invalidate(refused);
    expect(await session.getAccessToken()).toBe('eyJCANARYaccess.2');
    expect(issuer.sent).toHaveLength(1);
  });
});

describe('signing out', () => {
  it('clears the store', async () => {
    const { session, store } = startBackend();
    await session.getAccessToken();
    await session.signOut();
    expect((await store.load()).record).toBeNull();
    await expect(session.getIdToken()).rejects.toMatchObject({
      code: 'signed_out',
    });
  });
});

describe('privacy', () => {
  it('shows no token, whatever is logged', async () => {
    const backend = startBackend({
      onEvent: () => {
        throw new Error('A listener that fails');
      },
    });
    const { session, clock, issuer } = backend;
    const seen: unknown[] = [session];
    await session.getAccessToken();
    clock.now = HOUR;
    issuer.faults.push('not_sent', 'broken', 'broken');
    for (let calls = 0; calls < 3; calls += 1) {
      await session.getAccessToken().catch((error: unknown) => {
        seen.push(error);
      });
    }
    expect(seen).toHaveLength(4);
    for (const value of [...seen, backend.events]) {
      const deep = { depth: Infinity, showHidden: true };
      const text = [
        inspect(value, deep),
        inspect(value, { ...deep, customInspect: false }),
        JSON.stringify(value),
        value instanceof Error ? value.stack : '',
      ].join('\n');
      expect(text).not.toContain('CANARY');
    }
    expect(inspect(session)).toContain("tokens: '[redacted]'");
  });
});
