import nodeCrypto, { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startServer } from '../testing/scripted-server.fixture.ts';
import { inspected } from '../testing/inspected.fixture.ts';
import { refusal } from '../testing/refusal.fixture.ts';
import {
  accessClaims,
  base64Url,
  idClaims,
  jwksOf,
  signedJwt,
  signingKey,
} from '../testing/signed-jwt.fixture.ts';
import { API_KEY_ID, NOW_SECONDS, now } from '../testing/subject.fixture.ts';
import { createTokenVerifier } from './token-verifier.ts';
import type { TokenVerifierOptions } from './verifier-options.ts';

const active = signingKey(
  'SPACE_JWT_PUBLIC:8028AAA3-EC2D-4BAA-BE7A-7C8359CCB9F9',
);
const older = signingKey('older');
const stranger = signingKey(active.jwk.kid);

function verifier(options: Partial<TokenVerifierOptions> = {}) {
  return createTokenVerifier({
    apiKeyId: API_KEY_ID,
    jwks: jwksOf(active, older),
    now,
    ...options,
  });
}

describe('a token verifier', () => {
  it('accepts an access token as production issued it', async () => {
    const jwt = signedJwt(active, accessClaims);
    await expect(verifier().verifyAccessToken(jwt)).resolves.toEqual({
      claims: accessClaims,
      kid: active.jwk.kid,
    });
  });

  it('accepts an id token as production issued it', async () => {
    const jwt = signedJwt(active, idClaims);
    await expect(verifier().verifyIdToken(jwt)).resolves.toEqual({
      claims: idClaims,
      kid: active.jwk.kid,
    });
  });

  it('looks the kid up instead of taking the first key', async () => {
    const jwt = signedJwt(older, accessClaims);
    const { kid } = await verifier().verifyAccessToken(jwt);
    expect(kid).toBe('older');
  });

  it('keeps custom claims', async () => {
    const jwt = signedJwt(active, { ...accessClaims, plan: 'pro' });
    const { claims } = await verifier().verifyAccessToken(jwt);
    expect(claims['plan']).toBe('pro');
  });

  it('does not take one token for the other', async () => {
    const access = signedJwt(active, accessClaims);
    const id = signedJwt(active, idClaims);
    const { verifyAccessToken, verifyIdToken } = verifier();
    const errors = await Promise.all([
      refusal(verifyIdToken(access)),
      refusal(verifyAccessToken(id)),
    ]);
    expect(errors.map(({ reason }) => reason)).toEqual([
      'wrong_type',
      'wrong_type',
    ]);
  });

  it('uses the issuer that it is given', async () => {
    const issuer = 'http://127.0.0.1:4010';
    const jwt = signedJwt(active, { ...accessClaims, iss: issuer });
    await expect(
      verifier({ issuer }).verifyAccessToken(jwt),
    ).resolves.toHaveProperty('claims.iss', issuer);
    await expect(
      refusal(verifier().verifyAccessToken(jwt)),
    ).resolves.toHaveProperty('reason', 'wrong_issuer');
  });

  it('accepts a header without typ', async () => {
    const jwt = signedJwt(active, accessClaims, { typ: undefined });
    await expect(verifier().verifyAccessToken(jwt)).resolves.toHaveProperty(
      'kid',
    );
  });
});

const good = signedJwt(active, accessClaims);
const [goodHeader = '', goodPayload = '', goodSignature = ''] = good.split('.');
const publicPem = JSON.stringify(active.jwk);

function hmacJwt(): string {
  const input = `${base64Url({ alg: 'HS256', kid: active.jwk.kid, typ: 'JWT' })}.${goodPayload}`;
  const mac = createHmac('sha256', publicPem).update(input).digest();
  return `${input}.${base64Url(mac)}`;
}

function withHeader(header: Readonly<Record<string, unknown>>): string {
  return signedJwt(active, accessClaims, header);
}

describe('a forged token', () => {
  const forgeries: readonly (readonly [string, string, string])[] = [
    ['alg none', withHeader({ alg: 'none' }), 'algorithm'],
    ['alg None', withHeader({ alg: 'None' }), 'algorithm'],
    ['alg es256', withHeader({ alg: 'es256' }), 'algorithm'],
    ['no alg', withHeader({ alg: undefined }), 'algorithm'],
    ['alg in a list', withHeader({ alg: ['ES256'] }), 'algorithm'],
    ['HS256 with the public key as secret', hmacJwt(), 'algorithm'],
    [
      'alg none without a signature',
      `${base64Url({ alg: 'none' })}.${goodPayload}.`,
      'algorithm',
    ],
    ['an empty signature', `${goodHeader}.${goodPayload}.`, 'bad_signature'],
    [
      'a signature of 64 zeros',
      `${goodHeader}.${goodPayload}.${base64Url(Buffer.alloc(64))}`,
      'bad_signature',
    ],
    [
      'a signature one byte longer',
      `${goodHeader}.${goodPayload}.${base64Url(Buffer.concat([Buffer.from(goodSignature, 'base64url'), Buffer.of(0)]))}`,
      'bad_signature',
    ],
    ['a key of its own', signedJwt(stranger, accessClaims), 'bad_signature'],
    [
      'other claims under a good signature',
      `${goodHeader}.${base64Url({ ...accessClaims, sub: 'admin' })}.${goodSignature}`,
      'bad_signature',
    ],
    [
      'a kid that is a path',
      withHeader({ kid: '../../dev/null' }),
      'unknown_kid',
    ],
    [
      'a kid with NUL',
      withHeader({ kid: `${active.jwk.kid}\0` }),
      'unknown_kid',
    ],
    ['a kid with SQL', withHeader({ kid: "' OR 1=1 --" }), 'unknown_kid'],
    ['the kid __proto__', withHeader({ kid: '__proto__' }), 'unknown_kid'],
    ['kids in a list', withHeader({ kid: [active.jwk.kid] }), 'malformed'],
    ['an empty kid', withHeader({ kid: '' }), 'malformed'],
    ['no kid', withHeader({ kid: undefined }), 'malformed'],
    ['jwk', withHeader({ jwk: stranger.jwk }), 'header'],
    ['x5c', withHeader({ x5c: ['MIIB'] }), 'header'],
    ['crit', withHeader({ crit: ['exp'] }), 'header'],
    ['an empty crit', withHeader({ crit: [] }), 'header'],
    ['b64 with crit', withHeader({ b64: false, crit: ['b64'] }), 'header'],
    ['typ at+jwt', withHeader({ typ: 'at+jwt' }), 'header'],
    ['two parts', `${goodHeader}.${goodPayload}`, 'malformed'],
    ['four parts', `${good}.${goodSignature}`, 'malformed'],
    ['a megabyte', `${goodHeader}.${'A'.repeat(1 << 20)}.`, 'malformed'],
    ['a megabyte of dots', '.'.repeat(1 << 20), 'malformed'],
    ['padding', `${good}=`, 'malformed'],
    ['a line end', `${good}\n`, 'malformed'],
    ['Bearer before it', `Bearer ${good}`, 'malformed'],
    ['an empty text', '', 'malformed'],
    [
      'a header that is no object',
      `${base64Url('[]')}.${goodPayload}.`,
      'malformed',
    ],
    ['a payload that is no object', signedJwt(active, null), 'malformed'],
    ['a payload that is no JSON', signedJwt(active, '{'), 'malformed'],
    [
      'a payload that is no UTF-8',
      signedJwt(active, Buffer.from('{"sub":"\xff"}', 'latin1')),
      'malformed',
    ],
    [
      'exp as text',
      signedJwt(active, { ...accessClaims, exp: String(accessClaims.exp) }),
      'malformed',
    ],
    [
      'no exp',
      signedJwt(active, { ...accessClaims, exp: undefined }),
      'malformed',
    ],
    [
      'iat in the future',
      signedJwt(active, { ...accessClaims, iat: NOW_SECONDS + 11 }),
      'not_yet_valid',
    ],
    [
      'nbf in the future',
      signedJwt(active, { ...accessClaims, nbf: NOW_SECONDS + 11 }),
      'not_yet_valid',
    ],
    [
      'an hour behind it',
      signedJwt(active, { ...accessClaims, exp: NOW_SECONDS - 3600 }),
      'expired',
    ],
    [
      'another audience',
      signedJwt(active, { ...accessClaims, aud: 'other' }),
      'wrong_audience',
    ],
  ];

  it.each(forgeries)('with %s is refused', async (_, jwt, reason) => {
    const error = await refusal(verifier().verifyAccessToken(jwt));
    expect(error).toMatchObject({
      code: 'token_invalid',
      reason,
      retryable: false,
    });
  });

  it.each([undefined, null, 5, {}, [good], new String(good)])(
    'that is no string (%j) is refused',
    async (jwt) => {
      const error = await refusal(verifier().verifyAccessToken(jwt as string));
      expect(error).toMatchObject({ reason: 'malformed' });
    },
  );

  it('has no variant: changing any character of a good token breaks it', async () => {
    const { verifyAccessToken } = verifier();
    const changed = Array.from(good, (character, at) => {
      const other = character === 'A' ? 'B' : 'A';
      return good.slice(0, at) + other + good.slice(at + 1);
    });
    const errors = await Promise.all(
      changed.map((jwt) => refusal(verifyAccessToken(jwt))),
    );
    expect(new Set(errors.map(({ code }) => code))).toEqual(
      new Set(['token_invalid']),
    );
  });

  it('of any text is refused, and never breaks the verifier', async () => {
    const { verifyAccessToken } = verifier();
    const part = fc.oneof(
      fc.string(),
      fc.json().map(base64Url),
      fc.constantFrom(goodHeader, goodPayload, goodSignature),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (jwt) => {
        fc.pre(jwt !== good);
        const error = await refusal(verifyAccessToken(jwt));
        expect(error.code).toBe('token_invalid');
      }),
      { numRuns: 500 },
    );
  }, 30_000);

  it('of more than 16384 characters is refused, though signed', async () => {
    const { verifyAccessToken } = verifier();
    const ofLength = (length: number) => {
      // Three bytes more are four characters more.
      const claims = { ...accessClaims, pad: '' };
      const missing = length - signedJwt(active, claims).length;
      const pad = 'x'.repeat(Math.floor((missing * 3) / 4));
      return signedJwt(active, { ...claims, pad });
    };
    const [longest, tooLong] = [ofLength(16_384), ofLength(16_386)];
    expect(longest.length).toBeLessThanOrEqual(16_384);
    expect(longest.length).toBeGreaterThan(16_380);
    expect(tooLong.length).toBeGreaterThan(16_384);
    await expect(verifyAccessToken(longest)).resolves.toBeDefined();
    await expect(refusal(verifyAccessToken(tooLong))).resolves.toMatchObject({
      reason: 'malformed',
    });
  });

  it('with a signature of another length makes nobody fetch keys', async () => {
    const server = await startServer((res) => {
      res.end(JSON.stringify(jwksOf(active)));
    });
    const { verifyAccessToken } = verifier({ jwks: server.origin });
    const error = await refusal(verifyAccessToken(`${good}AAAA`));
    expect(error).toMatchObject({ reason: 'bad_signature' });
    expect(server.requests).toEqual([]);
  });

  it.each(['jku', 'x5u'])(
    'with %s makes nobody fetch from there',
    async (name) => {
      const server = await startServer((res) => {
        res.end(JSON.stringify(jwksOf(stranger)));
      });
      const jwt = signedJwt(stranger, accessClaims, {
        [name]: `${server.origin}/jwks`,
      });
      const error = await refusal(verifier().verifyAccessToken(jwt));
      expect(error).toMatchObject({ reason: 'header', field: name });
      expect(server.requests).toEqual([]);
    },
  );
});

describe('the errors of a token verifier', () => {
  it('show no token, no signature and no claim that identifies a user', async () => {
    const claims = {
      ...accessClaims,
      identifier: 'CANARY@gmail.com',
      sub: 'CANARY-sub',
      jti: 'CANARY-jti',
      secret: 'CANARY-custom',
    };
    const kid = 'CANARY-kid';
    const bad = [
      signedJwt(active, { ...claims, exp: NOW_SECONDS - 42 }),
      signedJwt(active, { ...claims, iss: 'CANARY-iss' }),
      signedJwt(active, { ...claims, aud: 'CANARY-aud' }),
      signedJwt(active, { ...claims, type: 'CANARY-type' }),
      signedJwt(active, { ...claims, exp: 'CANARY-exp' }),
      signedJwt(active, { ...claims, identifier: ['CANARY'] }),
      signedJwt(active, claims, { kid }),
      signedJwt(active, claims, { alg: 'CANARY-alg' }),
      signedJwt(active, claims, { jku: 'CANARY-jku' }),
      signedJwt(stranger, claims),
      'CANARY',
      'Bearer CANARY',
      'CANARY.CANARY.CANARY',
    ];
    for (const jwt of bad) {
      const error = await refusal(verifier().verifyAccessToken(jwt));
      const text = inspected(error);
      expect(text).not.toContain('CANARY');
      for (const part of jwt.split('.').filter(({ length }) => length > 8)) {
        expect(text).not.toContain(part.slice(0, 12));
      }
    }
  });

  it('say what is wrong in words', async () => {
    const jwt = signedJwt(active, { ...accessClaims, exp: NOW_SECONDS - 42 });
    const error = await refusal(verifier().verifyAccessToken(jwt));
    expect(error.message).toBe(
      'The access token is not valid: it expired 42 s ago.',
    );
    expect(error).toMatchObject({ name: 'CotterVerificationError' });
  });
});

describe('the cache of a token verifier', () => {
  const jwt = signedJwt(active, accessClaims);

  it.each([
    [0, 3],
    [10, 1],
  ])(
    'with room for %i, checks the signature of one token %i times out of 3',
    async (cacheSize, checks) => {
      const spy = vi.spyOn(nodeCrypto, 'verify');
      onTestFinished(() => {
        spy.mockRestore();
      });
      const { verifyAccessToken } = verifier({ cacheSize });
      for (let round = 0; round < 3; round += 1) await verifyAccessToken(jwt);
      expect(spy).toHaveBeenCalledTimes(checks);
    },
  );

  it('still refuses a remembered token once it has expired', async () => {
    let time = now();
    const { verifyAccessToken } = verifier({ cacheSize: 10, now: () => time });
    await verifyAccessToken(jwt);
    await verifyAccessToken(jwt);
    time = (accessClaims.exp + 10) * 1000;
    await expect(refusal(verifyAccessToken(jwt))).resolves.toHaveProperty(
      'reason',
      'expired',
    );
  });

  it('gives each caller claims of its own', async () => {
    const { verifyAccessToken } = verifier({ cacheSize: 10 });
    for (let round = 0; round < 3; round += 1) {
      const { claims } = await verifyAccessToken(jwt);
      expect(claims).toEqual(accessClaims);
      claims.sub = 'changed';
    }
  });

  it('gives each caller custom claims of its own, at any depth', async () => {
    const custom = { ...accessClaims, app: { roles: ['reader'] } };
    const own = signedJwt(active, custom);
    const { verifyAccessToken } = verifier({ cacheSize: 10 });
    for (let round = 0; round < 3; round += 1) {
      const { claims } = await verifyAccessToken(own);
      expect(claims).toEqual(custom);
      (claims as unknown as typeof custom).app.roles.push('admin');
    }
  });

  it('is not shown by an inspection of the verifier', async () => {
    const subject = verifier({ cacheSize: 10 });
    await subject.verifyAccessToken(jwt);
    const shown = inspect(subject, { depth: Infinity, showHidden: true });
    expect(shown).toContain('verifyAccessToken');
    expect(shown).not.toContain(jwt.slice(0, 20));
  });

  it('refuses a remembered token that is shown before it is valid, after the clock went back', async () => {
    let time = now();
    const { verifyAccessToken } = verifier({ cacheSize: 10, now: () => time });
    await verifyAccessToken(jwt);
    time = (accessClaims.iat - 11) * 1000;
    await expect(refusal(verifyAccessToken(jwt))).resolves.toHaveProperty(
      'reason',
      'not_yet_valid',
    );
  });

  it('does not take a remembered access token for an id token', async () => {
    const { verifyAccessToken, verifyIdToken } = verifier({ cacheSize: 10 });
    await verifyAccessToken(jwt);
    await expect(refusal(verifyIdToken(jwt))).resolves.toHaveProperty(
      'reason',
      'wrong_type',
    );
  });

  it('does not let a remembered token vouch for another signature', async () => {
    const { verifyAccessToken } = verifier({ cacheSize: 10 });
    await verifyAccessToken(jwt);
    const forged = signedJwt(stranger, accessClaims);
    await expect(refusal(verifyAccessToken(forged))).resolves.toHaveProperty(
      'reason',
      'bad_signature',
    );
  });
});

describe('createTokenVerifier', () => {
  it.each<readonly [string, object, RegExp]>([
    ['no apiKeyId', { apiKeyId: undefined }, /apiKeyId/],
    ['an empty apiKeyId', { apiKeyId: '' }, /apiKeyId/],
    ['a misspelt option', { audience: 'x' }, /no option audience/],
    ['a tolerance above 60 s', { clockToleranceSeconds: 61 }, /clockTolerance/],
    ['a tolerance below 0 s', { clockToleranceSeconds: -1 }, /clockTolerance/],
    ['NaN', { clockToleranceSeconds: NaN }, /clockTolerance/],
    ['an empty issuer', { issuer: '' }, /issuer/],
    ['a cache without bounds', { cacheSize: Infinity }, /cacheSize/],
    ['half a token in the cache', { cacheSize: 0.5 }, /cacheSize/],
    ['a clock that is none', { now: 5 }, /now/],
    ['a listener that is none', { onEvent: 5 }, /onEvent/],
    ['http', { jwks: 'http://www.cotter.app/jwks' }, /https/],
    ['a path', { jwks: '/jwks' }, /jwks/],
    ['another scheme', { jwks: 'file:///etc/passwd' }, /https/],
    ['credentials', { jwks: 'https://u:CANARY@x.example' }, /credentials/],
    ['no keys', { jwks: { keys: [] } }, /jwks/],
    ['null, which is not the default', { jwks: null }, /jwks/],
    ['keys for RSA', { jwks: { keys: [{ kty: 'RSA' }] } }, /jwks/],
  ])('refuses %s', (_, options, message) => {
    const create = () =>
      createTokenVerifier({ apiKeyId: API_KEY_ID, ...options });
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
    expect(create).not.toThrow(/CANARY/);
  });

  it('refuses a clock that returns no time', async () => {
    const { verifyAccessToken } = verifier({ now: () => NaN });
    await expect(verifyAccessToken(good)).rejects.toThrow(TypeError);
  });

  it('says that a given key set holds no point of the curve', async () => {
    const off = { ...active.jwk, y: active.jwk.x };
    const { verifyAccessToken } = verifier({ jwks: { keys: [off] } });
    await expect(refusal(verifyAccessToken(good))).resolves.toHaveProperty(
      'code',
      'keys_unavailable',
    );
  });
});
