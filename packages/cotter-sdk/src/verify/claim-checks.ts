import type { JsonObject } from './jwt/jwt.ts';
import type { Fault } from './verification-error.ts';

/** Which of the two tokens is expected. */
export type TokenKind = 'access' | 'id';

/** What claims are compared with. */
export interface ClaimExpectation {
  readonly kind: TokenKind;
  readonly issuer: string;
  readonly audience: string;
  readonly nowSeconds: number;
  readonly toleranceSeconds: number;
}

type Check = (
  claims: JsonObject,
  expected: ClaimExpectation,
) => Fault | undefined;

/** The `type` claims of each token, those that production issued first. */
export const TYPES: Readonly<Record<TokenKind, readonly string[]>> = {
  access: ['client_access_token', 'access_token'],
  id: ['client_id_token', 'id_token'],
};

/** Strings that may be absent. */
const OPTIONAL_TEXTS: Readonly<Record<TokenKind, readonly string[]>> = {
  access: [
    'client_user_id',
    'identifier',
    'jti',
    'authentication_method',
    'scope',
  ],
  id: ['client_user_id', 'identifier', 'jti'],
};

/**
 * The checks that a token's claims must pass, in the order in which they are made.
 *
 * Sources: RFC 7519 section 4.1 for the registered claims; for the rest, the tokens that production issued.
 */
export const CLAIM_CHECKS = {
  type: checkType,
  issuer: checkIssuer,
  audience: checkAudience,
  subject: checkSubject,
  'issued at': checkIssuedAt,
  'not before': checkNotBefore,
  expiry: checkExpiry,
  'other claims': checkOthers,
} as const satisfies Record<string, Check>;

const IN_ORDER: readonly Check[] = Object.values(CLAIM_CHECKS);

/** The first fault of the claims, if there is one. */
export function checkClaims(
  claims: JsonObject,
  expected: ClaimExpectation,
): Fault | undefined {
  for (const check of IN_ORDER) {
    const fault = check(claims, expected);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Unix seconds as the API's description has them: an integer that is not negative. */
export function isUnixSeconds(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function checkType(
  claims: JsonObject,
  { kind }: ClaimExpectation,
): Fault | undefined {
  const type = claims['type'];
  if (typeof type !== 'string') return malformed('type', 'a string');
  if (TYPES[kind].includes(type)) return undefined;
  const other = kind === 'access' ? 'id' : 'access';
  const what = TYPES[other].includes(type)
    ? ` but an ${other} token`
    : ', going by its type';
  return {
    reason: 'wrong_type',
    field: 'type',
    detail: `it is no ${kind} token${what}`,
  };
}

function checkIssuer(
  { iss }: JsonObject,
  { issuer }: ClaimExpectation,
): Fault | undefined {
  if (typeof iss !== 'string') return malformed('iss', 'a string');
  if (iss === issuer) return undefined;
  return {
    reason: 'wrong_issuer',
    field: 'iss',
    detail: `its issuer is not ${issuer}`,
  };
}

function checkAudience(
  { aud }: JsonObject,
  { audience }: ClaimExpectation,
): Fault | undefined {
  if (typeof aud !== 'string') return malformed('aud', 'a string');
  if (aud === audience) return undefined;
  return {
    reason: 'wrong_audience',
    field: 'aud',
    detail: `its audience (aud) is not your API key id ${audience}`,
  };
}

function checkSubject({ sub }: JsonObject): Fault | undefined {
  return typeof sub === 'string' && sub !== ''
    ? undefined
    : malformed('sub', 'a string that is not empty');
}

function checkIssuedAt(
  { iat }: JsonObject,
  { nowSeconds, toleranceSeconds }: ClaimExpectation,
): Fault | undefined {
  if (!isUnixSeconds(iat)) return malformed('iat', 'Unix seconds');
  if (iat <= nowSeconds + toleranceSeconds) return undefined;
  return {
    reason: 'not_yet_valid',
    field: 'iat',
    detail: `it was issued ${seconds(iat - nowSeconds)} in the future; compare the clocks`,
  };
}

function checkNotBefore(
  { nbf }: JsonObject,
  { nowSeconds, toleranceSeconds }: ClaimExpectation,
): Fault | undefined {
  if (nbf === undefined) return undefined;
  if (!isUnixSeconds(nbf)) return malformed('nbf', 'Unix seconds');
  if (nbf <= nowSeconds + toleranceSeconds) return undefined;
  return {
    reason: 'not_yet_valid',
    field: 'nbf',
    detail: `it becomes valid in ${seconds(nbf - nowSeconds)}`,
  };
}

function checkExpiry(
  { exp }: JsonObject,
  { nowSeconds, toleranceSeconds }: ClaimExpectation,
): Fault | undefined {
  if (!isUnixSeconds(exp)) return malformed('exp', 'Unix seconds');
  // Not valid at `exp` itself (RFC 7519 section 4.1.4).
  if (nowSeconds < exp + toleranceSeconds) return undefined;
  return {
    reason: 'expired',
    field: 'exp',
    detail: `it expired ${seconds(nowSeconds - exp)} ago`,
  };
}

function checkOthers(
  claims: JsonObject,
  { kind }: ClaimExpectation,
): Fault | undefined {
  const wrong = OPTIONAL_TEXTS[kind].find(
    (name) => claims[name] !== undefined && typeof claims[name] !== 'string',
  );
  if (wrong !== undefined) return malformed(wrong, 'a string');
  const authTime = claims['auth_time'];
  // Production issued "-62135596800" for a time that was not set.
  return kind === 'id' &&
    authTime !== undefined &&
    !(typeof authTime === 'string' && /^-?[0-9]+$/.test(authTime))
    ? malformed('auth_time', 'Unix seconds as a string')
    : undefined;
}

/** A duration for people, whole seconds. */
export function seconds(duration: number): string {
  return `${String(Math.floor(duration))} s`;
}

function malformed(field: string, form: string): Fault {
  return {
    reason: 'malformed',
    field,
    detail: `its claim ${field} is not ${form}`,
  };
}
