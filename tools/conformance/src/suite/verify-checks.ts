import {
  createTokenVerifier,
  explainToken,
  verifyEventToken,
  verifyIdentityToken,
} from '@org/cotter-sdk/verify';
import { equal, ok, rejects } from './assert.ts';
import type { Checks, Subject } from './subject.ts';

export function createVerifyChecks({
  client,
  desk,
  environment,
}: Subject): Checks {
  const { apiKeyId, baseUrl, inputPublicKey } = environment;
  const options = { apiKeyId, publicKeys: [inputPublicKey] };

  return {
    async 'verify with fetched keys'() {
      const verifier = createTokenVerifier({ apiKeyId, baseUrl });
      const token = await desk.accessToken();
      const { claims } = await verifier.verifyAccessToken(token);
      equal(claims.aud, apiKeyId, 'aud');
      await verifier.verifyAccessToken(token);
      equal(await desk.count('getJwks'), 1, 'requests');
    },

    async 'verify with keys that are given'() {
      const jwks = await client().fetchJwks();
      const verifier = createTokenVerifier({ apiKeyId, jwks });
      await verifier.verifyAccessToken(await desk.accessToken());
      equal(await desk.count('getJwks'), 1, 'requests');
    },

    async "verify with the client's keys"() {
      const verifier = createTokenVerifier({
        apiKeyId,
        jwks: (call) => client().fetchJwks(call),
      });
      await verifier.verifyAccessToken(await desk.accessToken());
    },

    async 'refuse a changed, an expired and a forged token'() {
      const verifier = createTokenVerifier({ apiKeyId, baseUrl });
      for (const [defect, reason] of [
        ['tampered', 'bad_signature'],
        ['expired', 'expired'],
        ['wrong-key', 'bad_signature'],
      ]) {
        const token = await desk.accessToken({ defect });
        await rejects(verifier.verifyAccessToken(token), {
          code: 'token_invalid',
          reason,
        });
      }
    },

    async 'verify an identity token (Ed25519)'() {
      const token = await desk.identityToken();
      const { verified } = await verifyIdentityToken(token, options);
      equal(verified.identifier, token.identifier, 'identifier');
      await rejects(
        verifyIdentityToken({ ...token, identifier: 'a@b.c' }, options),
        { reason: 'bad_signature' },
      );
    },

    async 'verify an event token (Ed25519)'() {
      const token = await desk.eventToken();
      const { verified } = await verifyEventToken(token, options);
      equal(verified.event, token.event, 'event');
    },

    async 'explain a token'() {
      const explained = explainToken(await desk.accessToken());
      ok(JSON.stringify(explained).includes('ES256'), 'names its algorithm');
    },

    async 'say where keys could not be fetched from'() {
      const verifier = createTokenVerifier({
        apiKeyId,
        baseUrl: 'http://127.0.0.1:9',
      });
      const error = await rejects(
        verifier.verifyAccessToken(await desk.accessToken()),
        { code: 'keys_unavailable' },
      );
      ok(error.message.includes('http://127.0.0.1:9/'), error.message);
    },
  };
}
