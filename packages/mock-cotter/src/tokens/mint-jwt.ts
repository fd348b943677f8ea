import { createHmac } from 'node:crypto';
import type { components } from '../generated/openapi.ts';
import type { Clock } from '../determinism/clock.ts';
import { unixSeconds } from '../determinism/clock.ts';
import { createSigningKey, type SigningKeys } from './signing-keys.ts';
import { randomUuid, type Randomness } from '../determinism/randomness.ts';
import type { Issuer } from './issuer.ts';
import { encoded, signJwt, type Claims } from './jwt.ts';

const A_DAY_SECONDS = 86_400;

/**
 * What can be wrong with a minted access or id token. `alg-none`: it is not signed, and says so. `expired`: it ran out a
 * day ago. `hs256`: it is signed with HS256, the published key being the secret (RFC 8725 section 2.1).
 * `missing-subject`: it has no `sub`. `not-yet-valid`: its `nbf` is a day ahead. `tampered`: its claims
 * were changed after it was signed. `unknown-kid`: a key signed it that is not published. `wrong-audience`,
 * `wrong-issuer`: it is for, or from, another. `wrong-key`: another key signed it under the `kid` of the active one.
 */
export type JwtDefect = NonNullable<
  components['schemas']['JwtOrder']['defect']
>;

/** What minting a JWT needs. */
export interface JwtMint {
  readonly apiKeyId: string;
  readonly clock: Clock;
  readonly issuer: Issuer;
  readonly keys: SigningKeys;
  readonly random: Randomness;
}

/** Makes an access or id token as the mock issues it, for a new user. */
export function mintJwt(
  mint: JwtMint,
  kind: 'access' | 'id',
  claims: Claims = {},
  defect?: JwtDefect,
): string {
  const usual = { ...usualClaims(mint, kind), ...claims };
  const given = { ...usual, ...changed(usual, defect) };
  const active = mint.keys.active();
  switch (defect) {
    case 'alg-none':
      return `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(given)}.`;
    case 'hs256': {
      const { kid, publicKey } = active;
      const text = `${encoded({ alg: 'HS256', kid, typ: 'JWT' })}.${encoded(given)}`;
      const secret = publicKey.export({ format: 'pem', type: 'spki' });
      const mac = createHmac('sha256', secret).update(text);
      return `${text}.${mac.digest('base64url')}`;
    }
    case 'missing-subject': {
      const { sub: _, ...rest } = given as Claims & { sub?: unknown };
      return signJwt(rest, active);
    }
    case 'tampered': {
      const [head, , signature] = signJwt(given, active).split('.');
      const other = encoded({ ...given, sub: randomUuid(mint.random) });
      return [head, other, signature].join('.');
    }
    case 'unknown-kid':
      return signJwt(given, createSigningKey(mint.random));
    case 'wrong-key':
      return signJwt(given, {
        ...createSigningKey(mint.random),
        kid: active.kid,
      });
    default:
      return signJwt(given, active);
  }
}

function usualClaims(
  { apiKeyId, clock, issuer, random }: JwtMint,
  kind: 'access' | 'id',
): Claims {
  const subject = {
    apiKeyId,
    userId: randomUuid(random),
    identifier: 'hello@example.com',
    authMethod: 'OTP',
    authTime: String(unixSeconds(clock)),
  };
  return kind === 'access'
    ? issuer.accessClaims(subject, {})
    : issuer.idClaims(subject);
}

function changed(claims: Claims, defect: JwtDefect | undefined): Claims {
  const iat = Number(claims['iat']);
  const shifted = (seconds: number): Claims => ({
    iat: iat + seconds,
    exp: Number(claims['exp']) + seconds,
  });
  switch (defect) {
    case 'expired':
      return shifted(-A_DAY_SECONDS);
    case 'not-yet-valid':
      return { ...shifted(A_DAY_SECONDS), iat, nbf: iat + A_DAY_SECONDS };
    case 'wrong-audience':
      return { aud: 'another-api-key-id' };
    case 'wrong-issuer':
      return { iss: 'https://issuer.example' };
    default:
      return {};
  }
}
