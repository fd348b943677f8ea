import axios from 'axios';
import { authorize } from '@org/cotter-sdk/axios';
import { createSession, memoryTokenStore } from '@org/cotter-sdk/session';
import { equal, ok, rejects } from './assert.ts';
import { checkStore } from './check-store.ts';
import type { Checks, Subject } from './subject.ts';

const HOUR_MS = 3_600_000;

export function createSessionChecks({
  client,
  desk,
  environment,
}: Subject): Checks {
  const start = async () => {
    const tokens = await client().exchangeIdentityToken(
      await desk.identityToken(),
    );
    const clock = { now: Date.now() };
    const session = createSession({
      client: client(),
      tokens,
      now: () => clock.now,
    });
    return { clock, session, tokens };
  };

  return {
    async 'session: 50 callers cause one refresh'() {
      const { clock, session, tokens } = await start();
      equal(await session.getAccessToken(), tokens.access_token, 'first');
      clock.now += 2 * HOUR_MS;
      const all = await Promise.all(
        Array.from({ length: 50 }, () => session.getAccessToken()),
      );
      equal(new Set(all).size, 1, 'different tokens');
      ok(all[0] !== tokens.access_token, 'the token is new');
      equal(await desk.count('refreshToken'), 1, 'requests');
    },

    async 'session: invalidate a refused token'() {
      const { session, tokens } = await start();
      session.invalidate(tokens.access_token);
      ok(
        (await session.getAccessToken()) !== tokens.access_token,
        'the token is new',
      );
      equal(await desk.count('refreshToken'), 1, 'requests');
    },

    async 'session: keep the tokens after a busy server'() {
      const { clock, session } = await start();
      clock.now += 2 * HOUR_MS;
      await desk.addFault({
        kind: 'status',
        status: 429,
        operation: 'refreshToken',
      });
      await rejects(session.getAccessToken(), { action: 'retry' });
      clock.now += HOUR_MS;
      ok((await session.getAccessToken()) !== '', 'there is a token');
    },

    async 'session: end with the refresh token'() {
      const { clock, session, tokens } = await start();
      await client().refresh(tokens.refresh_token);
      clock.now += 2 * HOUR_MS;
      await rejects(session.getAccessToken(), {
        code: 'signed_out',
        action: 'sign_in',
      });
    },

    async 'session: sign out'() {
      const { session } = await start();
      await session.signOut();
      await rejects(session.getAccessToken(), { code: 'signed_out' });
    },

    async 'axios: authorize requests, and send one again after a 401'() {
      const { session, tokens } = await start();
      const api = axios.create({ baseURL: environment.deskUrl });
      authorize(api, session);
      const { data } = await api.get<string>('/protected');
      equal(data, `Bearer ${await session.getAccessToken()}`, 'accepted');
      equal(await desk.count('refreshToken'), 1, 'refreshes');
      ok(
        (await session.getAccessToken()) !== tokens.access_token,
        'the token is new',
      );
    },

    async 'session: the memory store passes its contract'() {
      await checkStore(() => {
        const store = memoryTokenStore();
        return Promise.resolve(() => store);
      });
    },
  };
}
