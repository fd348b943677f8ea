import {
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify as verifySignature,
} from 'node:crypto';
import { createTokenVerifier } from '@org/cotter-sdk/verify';
import type { Jwk } from '@org/cotter-types';
import { JwtVerifier } from 'aws-jwt-verify';
import { createVerifier } from 'fast-jwt';
import { createLocalJWKSet, jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import jwkToPem from 'jwk-to-pem';
import type { Benchmark, Context } from '../benchmark.ts';
import { interleave } from '../rounds.ts';
import { microseconds } from '../timing.ts';

const ISSUER = 'https://www.cotter.app';
const API_KEY_ID = '1e0ab3f3-2a36-4d0f-9d9b-6a3d3e1e5c2f';
const SUBJECT = 'e8a47aff-f520-4b8d-952b-79d36d10fb3e';
const KID = 'benchmark';

/** How many tokens a verifier meets before one comes again. */
const TOKENS = 512;
/** How often a repeated token is verified for one reading of the clock, which would take as long as that. */
const BATCH = 100;

/** How many short rounds a full run has in place of each of its usual ones. */
const SHORT_ROUNDS = 12;

const COLD = 'rate of new tokens, node:crypto time over ours';
const COLD_FAST = 'rate of new tokens, fast-jwt time over ours';
const REPEATED_FAST = 'rate of a repeated token, fast-jwt time over ours';
const REPEATED = 'ours, time of a new token over that of a repeated one';

type Verify = (token: string) => unknown;

/** Access tokens: those seen for the first time, and one that comes again and again. */
export const verification: Benchmark = {
  name: 'verification',
  title: 'Verification of access tokens',
  goals: [
    { finding: COLD, atLeast: 0.95 },
    { finding: COLD_FAST, atLeast: 1 },
    { finding: REPEATED_FAST, atLeast: 1 },
    { finding: REPEATED, atLeast: 50 },
  ],
  run: measure,
};

async function measure({ quick, rounds }: Context) {
  const { peers, tokens } = await checkedPeers();
  const [first = ''] = tokens;
  /** What each peer gets in each round. */
  const milliseconds = 60;

  const cold = (verify: Verify) => {
    let next = 0;
    const one = () => verify(tokens[next++ % tokens.length] ?? '');
    return async () => ({ us: await microseconds(one, milliseconds) });
  };
  // Each request brings a text of its own, which nobody has hashed before.
  const copies = tokens.map(() => Buffer.from(first).toString('latin1'));
  const repeated = (verify: Verify) => {
    let next = 0;
    const batch = async () => {
      for (let call = 0; call < BATCH; call += 1) {
        await verify(copies[next++ % copies.length] ?? '');
      }
    };
    return async () => ({ us: await microseconds(batch, milliseconds, BATCH) });
  };

  const samples = await interleave(quick ? rounds : rounds * SHORT_ROUNDS, {
    ours: cold(peers.ours),
    'node:crypto': cold(peers.crypto),
    jose: cold(peers.jose),
    'aws-jwt-verify': cold(peers.aws),
    'jsonwebtoken with jwk-to-pem': cold(peers.jsonwebtoken),
    'fast-jwt': cold(peers.fast),
    'ours, repeated': repeated(peers.oursCached),
    'fast-jwt, repeated': repeated(peers.fastCached),
  });
  const time = (
    name: Parameters<typeof samples.of>[0],
    what = `time of a new token, ${name}`,
  ) => samples.finding(what, 'µs', name, 'us');
  return {
    findings: [
      samples.ratio(COLD, 'node:crypto', 'ours', 'us'),
      samples.ratio(
        'rate of new tokens, jose time over ours',
        'jose',
        'ours',
        'us',
      ),
      samples.ratio(
        'rate of new tokens, aws-jwt-verify time over ours',
        'aws-jwt-verify',
        'ours',
        'us',
      ),
      samples.ratio(
        'rate of new tokens, jsonwebtoken with jwk-to-pem time over ours',
        'jsonwebtoken with jwk-to-pem',
        'ours',
        'us',
      ),
      samples.ratio(COLD_FAST, 'fast-jwt', 'ours', 'us'),
      samples.ratio(REPEATED, 'ours', 'ours, repeated', 'us'),
      samples.ratio(
        REPEATED_FAST,
        'fast-jwt, repeated',
        'ours, repeated',
        'us',
      ),
      time('ours'),
      time('node:crypto'),
      time('jose'),
      time('aws-jwt-verify'),
      time('jsonwebtoken with jwk-to-pem'),
      time('fast-jwt'),
      time('ours, repeated', 'time of a repeated token, ours'),
      time('fast-jwt, repeated', 'time of a repeated token, fast-jwt'),
    ],
    notes: [
      'All have the signing keys in memory, and pin ES256; all but `node:crypto` also check issuer, audience and expiry. ' +
        '`node:crypto` decodes the payload and verifies the signature. jose verifies with WebCrypto, on another thread, ' +
        'and waits for it; all others verify on the thread that asks. jsonwebtoken is used as existing Cotter code does, ' +
        'with a key converted by jwk-to-pem each time. Repeated: ours has `cacheSize: 1000`, fast-jwt `cache: 1000`; ' +
        'the token comes in another string each time, as from the wire. What ours does and fast-jwt does not, in 1 to 2 µs: ' +
        'it returns a promise, takes only one base64url text for the same bytes, and checks the type of every claim.',
    ],
  };
}

/**
 * The verifiers, and tokens that they take.
 *
 * @throws Error if one of them refuses a good token, or takes one with a wrong signature.
 */
export async function checkedPeers(make: typeof verifiers = verifiers) {
  const { jwk, tokens, tampered } = signedTokens();
  const peers = make(jwk);
  const [first = ''] = tokens;
  for (const [name, verify] of Object.entries<Verify>(peers)) {
    await mustAccept(name, verify, first);
    await mustRefuse(name, verify, tampered);
  }
  return { peers, tokens };
}

function signedTokens() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const jwk: Jwk = {
    alg: 'ES256',
    crv: 'P-256',
    kid: KID,
    kty: 'EC',
    use: 'sig',
    x,
    y,
  };
  const encoded = (value: unknown) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000) - 1;
  const signed = (jti: string) => {
    const input = `${encoded({ alg: 'ES256', kid: KID, typ: 'JWT' })}.${encoded(
      {
        iss: ISSUER,
        aud: API_KEY_ID,
        sub: SUBJECT,
        client_user_id: SUBJECT,
        iat,
        exp: iat + 3600,
        jti,
        type: 'client_access_token',
        authentication_method: 'OTP',
        scope: 'access',
      },
    )}`;
    const signature = sign('sha256', Buffer.from(input), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    return { input, signature: signature.toString('base64url') };
  };
  const tokens = Array.from({ length: TOKENS }, (_, index) => {
    const { input, signature } = signed(String(index));
    return `${input}.${signature}`;
  });
  // The signature of another token: all else is right.
  const tampered = `${signed('one').input}.${signed('other').signature}`;
  return { jwk, tokens, tampered };
}

export function verifiers(jwk: Jwk) {
  const options = { apiKeyId: API_KEY_ID, jwks: { keys: [jwk] } };
  const ours = createTokenVerifier(options);
  const oursCached = createTokenVerifier({ ...options, cacheSize: 1000 });

  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  const crypto = (token: string) => {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const valid = verifySignature(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    if (!valid) throw new Error('The signature does not match.');
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown;
  };

  const keySet = createLocalJWKSet({ keys: [jwk] });
  const jose = (token: string): unknown =>
    jwtVerify(token, keySet, {
      algorithms: ['ES256'],
      issuer: ISSUER,
      audience: API_KEY_ID,
    });

  const awsVerifier = JwtVerifier.create({
    issuer: ISSUER,
    audience: API_KEY_ID,
    // Never fetched: the keys are given.
    jwksUri: `${ISSUER}/api/v0/token/jwks`,
  });
  awsVerifier.cacheJwks({ keys: [{ ...jwk }] });

  const fastOptions = {
    key: createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    }),
    algorithms: ['ES256' as const],
    allowedIss: ISSUER,
    allowedAud: API_KEY_ID,
  };
  const fast = createVerifier(fastOptions);
  const fastCached = createVerifier({ ...fastOptions, cache: 1000 });

  return {
    ours: (token: string): unknown => ours.verifyAccessToken(token),
    oursCached: (token: string): unknown => oursCached.verifyAccessToken(token),
    crypto,
    jose,
    aws: (token: string) => awsVerifier.verifySync(token),
    jsonwebtoken: (token: string) =>
      jsonwebtoken.verify(token, jwkToPem(jwk), {
        algorithms: ['ES256'],
        issuer: ISSUER,
        audience: API_KEY_ID,
      }),
    fast: (token: string): unknown => fast(token),
    fastCached: (token: string): unknown => fastCached(token),
  };
}

async function mustAccept(name: string, verify: Verify, token: string) {
  const answer = JSON.stringify(await verify(token));
  if (!answer.includes(SUBJECT)) {
    throw new Error(`${name} does not yield the claims.`);
  }
}

async function mustRefuse(name: string, verify: Verify, token: string) {
  let answer: unknown;
  try {
    answer = await verify(token);
  } catch {
    return;
  }
  throw new Error(`${name} accepts a wrong signature: ${String(answer)}`);
}
