import { equal, ok, rejects } from './assert.ts';
import type { Checks, Subject } from './subject.ts';

export function createClientChecks({
  client,
  desk,
  environment,
}: Subject): Checks {
  return {
    async 'exchange an identity token'() {
      const tokens = await client().exchangeIdentityToken(
        await desk.identityToken(),
      );
      equal(tokens.token_type, 'Bearer', 'token_type');
      ok(tokens.access_token.split('.').length === 3, 'access_token is a JWT');
    },

    async 'exchange an event token'() {
      const tokens = await client().exchangeEventToken(await desk.eventToken());
      ok(tokens.refresh_token.includes(':'), 'refresh_token has its form');
    },

    async 'refuse a wrong secret'() {
      const token = await desk.identityToken();
      const wrong = client({ apiSecretKey: 'wrong-secret' });
      await rejects(wrong.exchangeIdentityToken(token), {
        code: 'unauthorized',
        action: 'fix',
      });
    },

    async 'refresh, and find the old token used'() {
      const tokens = await client().exchangeIdentityToken(
        await desk.identityToken(),
      );
      const next = await client().refresh(tokens.refresh_token);
      ok(next.refresh_token !== tokens.refresh_token, 'it is replaced');
      await rejects(client().refresh(tokens.refresh_token), {
        code: 'bad_request',
        action: 'sign_in',
      });
    },

    async 'add custom claims'() {
      const { access_token } = await client().exchangeIdentityToken(
        await desk.identityToken(),
      );
      const { token } = await client().addCustomClaims({
        token: access_token,
        customAttributes: { plan: 'pro' },
      });
      ok(token !== access_token, 'the access token is new');
    },

    async 'abort a call'() {
      const controller = new AbortController();
      await desk.addFault({ kind: 'delay', delayMs: 5000 });
      const call = client().refresh('1:x', { signal: controller.signal });
      setTimeout(() => {
        controller.abort();
      }, 50);
      await rejects(call, { code: 'aborted', outcome: 'unknown' });
    },

    async 'time out, before and within a response'() {
      await desk.addFault({ kind: 'delay', delayMs: 5000 });
      await rejects(client().refresh('1:x', { timeoutMs: 100 }), {
        code: 'timeout',
        outcome: 'unknown',
      });
      await desk.addFault({ kind: 'slow-drip', intervalMs: 1000 });
      await rejects(client().fetchJwks({ timeoutMs: 300 }), {
        code: 'timeout',
      });
    },

    async 'follow no redirect'() {
      await desk.addFault({
        kind: 'redirect',
        status: 307,
        location: `${environment.baseUrl}/elsewhere`,
      });
      const call = client().exchangeIdentityToken(await desk.identityToken());
      await rejects(call, { code: 'unexpected_status' });
      equal(await desk.count('exchangeToken'), 1, 'requests');
    },

    async 'read a server that nobody listens at as unreachable'() {
      const nobody = client({ baseUrl: 'http://127.0.0.1:9' });
      const error = await rejects(nobody.fetchJwks({ timeoutMs: 5000 }), {
        code: 'network_error',
      });
      ok(!error.message.includes('NOT_SUPPORT'), error.message);
    },

    async 'show no secret in errors and logs'() {
      const secret = 'canary-secret-key';
      const token = await desk.identityToken();
      const subject = client({ apiSecretKey: secret });
      const errors = await Promise.all([
        rejects(subject.exchangeIdentityToken(token), {}),
        rejects(subject.refresh('39560:canary-refresh'), {}),
        rejects(
          client({ baseUrl: 'http://127.0.0.1:9' }).refresh('1:canary-refresh'),
          {},
        ),
      ]);
      for (const shown of [subject, ...errors]) {
        const text = [
          Error.prototype.toString.call(shown),
          JSON.stringify(shown),
          (shown as Partial<Error>).stack,
          JSON.stringify(Object.getOwnPropertyDescriptors(shown)),
        ].join('\n');
        for (const hidden of [secret, 'canary-refresh', token.signature]) {
          ok(!text.includes(hidden), `shows ${hidden.slice(0, 6)}`);
        }
      }
    },
  };
}
