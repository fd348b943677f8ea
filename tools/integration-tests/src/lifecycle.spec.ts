// The months after a login: the SDK and the mock together, each answer judged by the description, each token verified.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CotterClient } from '@org/cotter-sdk';
import { createSession } from '@org/cotter-sdk/session';
import {
  createTokenVerifier,
  verifyEventToken,
  verifyIdentityToken,
} from '@org/cotter-sdk/verify';
import type { OAuthTokens } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import { violations } from '@org/contract-tests/internal/oracle/oracle';
import {
  record,
  type Recorder,
} from '@org/contract-tests/internal/traffic/recorder';

let mock: MockCotter;
let recorder: Recorder;
let client: CotterClient;

beforeAll(async () => {
  mock = await startMockCotter();
  recorder = await record(mock.url);
  client = new CotterClient({
    apiKeyId: mock.apiKey.id,
    apiSecretKey: mock.apiKey.secret,
    baseUrl: recorder.url,
  });
});

afterAll(async () => {
  await recorder[Symbol.asyncDispose]();
  await mock.close();
});

beforeEach(() => {
  mock.reset();
  recorder.take();
});

/** Judges every exchange since the last call by the description, and returns how many there were. */
function checkExchanges(): number {
  const exchanges = recorder.take();
  for (const { method, path, response } of exchanges) {
    const described = Object.hasOwn(description.paths, path)
      ? path
      : '/api/v0/token/{api_key_id}';
    expect(violations(described, method.toLowerCase(), response)).toEqual([]);
  }
  return exchanges.length;
}

function login(): Promise<OAuthTokens> {
  return client.exchangeIdentityToken(mock.mintIdentityToken());
}

function verifier() {
  return createTokenVerifier({
    apiKeyId: mock.apiKey.id,
    jwks: mock.keys.jwks(),
    now: () => mock.clock.now(),
  });
}

describe('in strict mode', () => {
  it('a minted identity token verifies and gets tokens that verify', async () => {
    const token = mock.mintIdentityToken();
    const checks = {
      apiKeyId: mock.apiKey.id,
      publicKeys: [mock.keys.inputPublicKey],
      now: () => mock.clock.now(),
    };
    const { verified } = await verifyIdentityToken(token, checks);
    expect(verified.receiver).toBe(mock.apiKey.id);

    const tokens = await client.exchangeIdentityToken(token);
    expect(checkExchanges()).toBe(1);
    const access = await verifier().verifyAccessToken(tokens.access_token);
    const id = await verifier().verifyIdToken(tokens.id_token);
    expect(access.claims.sub).toBe(token.identifier_id);
    expect(id.claims.sub).toBe(access.claims.sub);
    expect(access.claims.exp - access.claims.iat).toBe(tokens.expires_in);
    await expect(
      verifier().verifyAccessToken(tokens.id_token),
    ).rejects.toMatchObject({ reason: 'wrong_type' });
  });

  it('a minted event token verifies and gets tokens', async () => {
    const token = mock.mintEventToken();
    const { verified } = await verifyEventToken(token, {
      apiKeyId: mock.apiKey.id,
      publicKeys: [mock.keys.inputPublicKey],
      now: () => mock.clock.now(),
    });
    expect(verified.approved).toBe(true);
    const tokens = await client.exchangeEventToken(token);
    expect(checkExchanges()).toBe(1);
    expect(tokens.auth_method).toBe(token.method);
  });

  it('an access token expires after its hour', async () => {
    const { access_token, expires_in } = await login();
    mock.clock.advance((expires_in + 61) * 1000);
    await expect(
      verifier().verifyAccessToken(access_token),
    ).rejects.toMatchObject({ reason: 'expired' });
  });
});

describe('a refresh token', () => {
  it('is replaced at each use, and its reuse ends the session', async () => {
    const first = await login();
    const second = await client.refresh(first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);

    await expect(client.refresh(first.refresh_token)).rejects.toMatchObject({
      code: 'bad_request',
      outcome: 'rejected',
      serverMessage: expect.stringContaining('not valid') as string,
    });
    await expect(
      client.refresh(second.refresh_token ?? ''),
    ).rejects.toMatchObject({ outcome: 'rejected' });
    expect(checkExchanges()).toBe(4);
  });

  it('keeps custom claims over refreshes', async () => {
    const tokens = await login();
    const custom = await client.addCustomClaims({
      token: tokens.access_token,
      customAttributes: { plan: 'pro' },
      refreshToken: tokens.refresh_token,
    });
    const refreshed = await client.refresh(custom.refreshToken ?? '');
    expect(checkExchanges()).toBe(3);
    const { claims } = await verifier().verifyAccessToken(
      refreshed.access_token,
    );
    expect(claims).toMatchObject({ plan: 'pro' });
  });
});

describe('a session', () => {
  it('gives 50 callers a fresh access token with one refresh', async () => {
    const tokens = await login();
    const session = createSession({
      client,
      tokens,
      now: () => mock.clock.now(),
    });
    mock.clock.advance((tokens.expires_in + 1) * 1000);
    recorder.take();
    const given = await Promise.all(
      Array.from({ length: 50 }, () => session.getAccessToken()),
    );
    expect(checkExchanges()).toBe(1);
    expect(new Set(given).size).toBe(1);
    const { claims } = await verifier().verifyAccessToken(given[0] ?? '');
    expect(claims.exp * 1000).toBeGreaterThan(mock.clock.now());
  });
});

describe('the public keys', () => {
  it('are answered with the active key first, also after a rotation', async () => {
    const { access_token } = await login();
    mock.keys.rotate();
    const jwks = await client.fetchJwks();
    checkExchanges();
    expect(jwks.keys.length).toBeGreaterThan(1);
    const after = await login();
    const header = JSON.parse(
      Buffer.from(
        after.access_token.split('.')[0] ?? '',
        'base64url',
      ).toString(),
    ) as { kid: string };
    expect(jwks.keys[0]?.kid).toBe(header.kid);
    // The old key stays published, so a token that it signed still verifies.
    const { claims } = await verifier().verifyAccessToken(access_token);
    expect(claims.aud).toBe(mock.apiKey.id);
  });
});

describe('sign-out', () => {
  it('is answered as described', async () => {
    await client.signOut();
    expect(checkExchanges()).toBe(1);
  });
});
