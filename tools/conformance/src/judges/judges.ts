import { JwtVerifier } from 'aws-jwt-verify';
import { createLocalJWKSet, jwtVerify } from 'jose';
import {
  CotterVerificationError,
  createTokenVerifier,
} from '@org/cotter-sdk/verify';
import { API_KEY_ID, ISSUER, NOW_SECONDS, jwks } from './tokens.ts';

/** Undefined if the token is accepted; otherwise why it is not. */
export type Judge = (token: string) => Promise<string | undefined>;

const TOLERANCE_SECONDS = 10;

const verifier = createTokenVerifier({
  apiKeyId: API_KEY_ID,
  jwks,
  now: () => NOW_SECONDS * 1000,
  clockToleranceSeconds: TOLERANCE_SECONDS,
});

export const ours: Judge = async (token) => {
  try {
    await verifier.verifyAccessToken(token);
    return undefined;
  } catch (error) {
    if (!(error instanceof CotterVerificationError)) throw error;
    const detail = error.message.replace(/^.* is not valid: /, '');
    return `${String(error.reason)}: ${error.field ?? detail}`;
  }
};

const keySet = createLocalJWKSet(jwks);

export const jose: Judge = async (token) => {
  try {
    await jwtVerify(token, keySet, {
      algorithms: ['ES256'],
      issuer: ISSUER,
      audience: API_KEY_ID,
      requiredClaims: ['iat', 'exp', 'sub'],
      currentDate: new Date(NOW_SECONDS * 1000),
      clockTolerance: TOLERANCE_SECONDS,
    });
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
};

const aws = JwtVerifier.create({
  issuer: ISSUER,
  audience: API_KEY_ID,
  jwksUri: 'https://cotter.invalid/jwks',
  graceSeconds: TOLERANCE_SECONDS,
});
aws.cacheJwks(jwks);

/** Its clock is `Date`. */
export const awsJwtVerify: Judge = (token) => {
  try {
    aws.verifySync(token);
    return Promise.resolve(undefined);
  } catch (error) {
    return Promise.resolve(reasonOf(error));
  }
};

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'thrown';
}
