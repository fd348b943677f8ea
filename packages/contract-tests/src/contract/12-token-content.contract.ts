import {
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import { expect, it } from 'vitest';
import {
  AccessTokenClaimsSchema,
  IdTokenClaimsSchema,
  JwksSchema,
  RefreshedTokensSchema,
} from '@org/cotter-types';
import { login, requestFor } from './requests.ts';
import { check, type Suite } from './suite.ts';

interface Decoded {
  readonly header: { readonly alg?: string; readonly kid?: string };
  readonly claims: Readonly<Record<string, unknown>>;
}

check('12-token-content', (suite) => {
  it('the tokens are signed by a published key and hold the documented claims', async (context) => {
    const control = suite.need(context, 'mintIdentityToken');
    const { apiKey } = suite.target;
    const input = await control.mintIdentityToken();
    const answer = await suite.ask(
      requestFor('exchangeToken', apiKey, {
        body: { grant_type: 'identity_token', identity_token: input },
      }),
      200,
    );
    const tokens = RefreshedTokensSchema.parse(JSON.parse(answer.body));
    const access = await decoded(suite, tokens.access_token);
    const id = await decoded(suite, tokens.id_token);
    const accessClaims = AccessTokenClaimsSchema.parse(access.claims);
    const idClaims = IdTokenClaimsSchema.parse(id.claims);
    for (const claims of [accessClaims, idClaims]) {
      expect(claims.aud).toBe(apiKey.id);
      expect(claims.sub).toBe(input.identifier_id);
      expect(claims.exp - claims.iat).toBe(tokens.expires_in);
    }
    expect(accessClaims.type).toMatch(/access/);
    expect(idClaims.type).toMatch(/id/);
    expect(accessClaims.iss).toBe(idClaims.iss);
    expect(accessClaims.jti).not.toBe(idClaims.jti);
    expect(tokens.auth_method).toBe('OTP');
  });

  it('they are issued at the time of the target, and expire by it', async (context) => {
    const control = suite.need(context, 'mintIdentityToken', 'now', 'advance');
    const expectIssuedNow = async (token: string): Promise<void> => {
      const { claims } = await decoded(suite, token);
      const now = Math.floor((await control.now()) / 1000);
      expect(Math.abs(now - Number(claims['iat']))).toBeLessThanOrEqual(60);
    };
    const { access_token, expires_in } = await login(suite, context);
    await expectIssuedNow(access_token);
    expect(await isVerified(suite, access_token)).toBe(true);
    await control.advance((expires_in + 1) * 1000);
    expect(await isVerified(suite, access_token)).toBe(false);
    const later = await login(suite, context);
    await expectIssuedNow(later.access_token);
    await expectIssuedNow(later.id_token);
  });

  it('the target takes for an access token nothing but one that it signed', async (context) => {
    const { access_token, id_token } = await login(suite, context);
    const [header = '', payload = '', signature = ''] = access_token.split('.');
    const encoded = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const { claims } = await decoded(suite, access_token);
    const forged = encoded({ ...claims, sub: 'another' });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signed = sign('sha256', Buffer.from(`${header}.${forged}`), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    }).toString('base64url');
    const none = encoded({ alg: 'none', typ: 'JWT' });
    const verdicts = await Promise.all(
      [
        access_token,
        id_token,
        `${header}.${forged}.${signature}`,
        `${header}.${forged}.${signed}`,
        `${none}.${payload}.`,
        `${header}.${payload}.`,
      ].map((token) => isVerified(suite, token)),
    );
    expect(verdicts).toEqual([true, false, false, false, false, false]);
  });

  it('a refresh keeps who it is about, and issues new tokens', async (context) => {
    const tokens = await login(suite, context);
    const { body } = await suite.ask(
      requestFor('refreshToken', suite.target.apiKey, {
        body: {
          grant_type: 'refresh_token',
          refresh_token: tokens.refresh_token,
        },
      }),
      200,
    );
    const next = RefreshedTokensSchema.parse(JSON.parse(body));
    expect(next.access_token).not.toBe(tokens.access_token);
    const [before, after] = [
      await decoded(suite, tokens.access_token),
      await decoded(suite, next.access_token),
    ];
    expect(after.claims['sub']).toBe(before.claims['sub']);
    expect(after.claims['jti']).not.toBe(before.claims['jti']);
  });

  it('after a rotation the new key signs and comes first, and the old one stays published', async (context) => {
    const { rotateKeys } = suite.need(context, 'rotateKeys');
    const old = await login(suite, context);
    await rotateKeys();
    const fresh = await login(suite, context);
    const [before, after] = [
      await decoded(suite, old.access_token),
      await decoded(suite, fresh.access_token),
    ];
    expect(after.header.kid).not.toBe(before.header.kid);
    const { keys } = await published(suite);
    expect(keys[0]?.kid).toBe(after.header.kid);
  });
});

/** What the target itself says about an access token. */
async function isVerified(
  suite: Suite,
  access_token: string,
): Promise<unknown> {
  const { body } = await suite.ask(
    requestFor('verifyToken', suite.target.apiKey, {
      body: { oauth_token: { access_token } },
    }),
    200,
  );
  return (JSON.parse(body) as { success?: unknown }).success;
}

/** A JWT's header and claims, after a check of its signature that shares no code with the SDK. */
async function decoded(suite: Suite, token: string): Promise<Decoded> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const parse = (part: string): unknown =>
    JSON.parse(Buffer.from(part, 'base64url').toString());
  const read = parse(header) as Decoded['header'];
  expect(read.alg).toBe('ES256');
  const { keys } = await published(suite);
  const jwk = keys.find(({ kid }) => kid === read.kid);
  if (jwk === undefined) throw new Error('No published key has this kid.');
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  expect(isSigned).toBe(true);
  return { header: read, claims: parse(payload) as Decoded['claims'] };
}

async function published(suite: Suite) {
  const { body } = await suite.ask(
    requestFor('getJwks', suite.target.apiKey),
    200,
  );
  return JwksSchema.parse(JSON.parse(body));
}
