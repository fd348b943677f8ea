import { unixSeconds, type Clock } from '../determinism/clock.ts';
import type { SigningKeys } from './signing-keys.ts';
import { randomUuid, type Randomness } from '../determinism/randomness.ts';
import type { CustomClaims } from './custom-claims.ts';
import { signJwtAside, verifiedClaims, type Claims } from './jwt.ts';
import type { Subject } from './subject.ts';

/** How long access and id tokens live, in seconds. */
export const TOKEN_LIFETIME_SECONDS = 3600;

export const ACCESS_TOKEN = 'client_access_token';
export const ID_TOKEN = 'client_id_token';

/** Issues access and id tokens, and knows its own again. */
export interface Issuer {
  /** What an access token says; its own claims win over custom ones. */
  accessClaims(subject: Subject, custom: CustomClaims): Claims;
  idClaims(subject: Subject): Claims;
  /** An access token; it is dated before the call returns. */
  accessToken(subject: Subject, custom: CustomClaims): Promise<string>;
  idToken(subject: Subject): Promise<string>;
  /** The same access token with more claims: what it is about and how long it lives stay, its `jti` does not. */
  withClaims(accessToken: Claims, custom: CustomClaims): Promise<string>;
  /** The claims of an access token of this issuer that has not expired, or `undefined`. */
  readAccessToken(token: string): Claims | undefined;
}

export interface IssuerOptions {
  /** The `iss` of every token. */
  readonly issuer: string;
  readonly clock: Clock;
  readonly keys: SigningKeys;
  readonly random: Randomness;
}

export function createIssuer({
  issuer,
  clock,
  keys,
  random,
}: IssuerOptions): Issuer {
  const common = ({ apiKeyId, userId, identifier }: Subject): Claims => {
    const iat = unixSeconds(clock);
    return {
      iss: issuer,
      aud: apiKeyId,
      sub: userId,
      client_user_id: userId,
      iat,
      exp: iat + TOKEN_LIFETIME_SECONDS,
      jti: randomUuid(random),
      ...(identifier === undefined ? {} : { identifier }),
    };
  };
  const accessClaims: Issuer['accessClaims'] = (subject, custom) => ({
    ...custom,
    ...common(subject),
    type: ACCESS_TOKEN,
    authentication_method: subject.authMethod,
    scope: 'access',
  });
  const idClaims: Issuer['idClaims'] = (subject) => ({
    ...common(subject),
    type: ID_TOKEN,
    auth_time: subject.authTime,
  });
  const sign = (claims: Claims): Promise<string> =>
    signJwtAside(claims, keys.active());
  return {
    accessClaims,
    idClaims,
    accessToken: (subject, custom) => sign(accessClaims(subject, custom)),
    idToken: (subject) => sign(idClaims(subject)),
    withClaims: (accessToken, custom) =>
      sign({ ...accessToken, ...custom, jti: randomUuid(random) }),
    readAccessToken(token) {
      const claims = verifiedClaims(token, keys);
      const { iss, type, exp } = claims ?? {};
      return iss === issuer &&
        type === ACCESS_TOKEN &&
        typeof exp === 'number' &&
        unixSeconds(clock) < exp
        ? claims
        : undefined;
    },
  };
}
