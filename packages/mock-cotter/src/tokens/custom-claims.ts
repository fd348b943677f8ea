/** Claims that an app added to an access token. */
export type CustomClaims = Readonly<Record<string, unknown>>;

/** The names that mean something in a token already, whether or not each token has them. */
export const RESERVED_CLAIMS: ReadonlySet<string> = new Set([
  'aud',
  'auth_time',
  'authentication_method',
  'client_user_id',
  'exp',
  'iat',
  'identifier',
  'iss',
  'jti',
  'nbf',
  'scope',
  'sub',
  'type',
]);

/** The names among custom claims that a token of the mock has for itself. */
export function reservedNames(claims: CustomClaims): string[] {
  return Object.keys(claims).filter((name) => RESERVED_CLAIMS.has(name));
}
