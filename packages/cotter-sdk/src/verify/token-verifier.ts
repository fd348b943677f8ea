import type { AccessTokenClaims, IdTokenClaims } from '@org/cotter-types';
import { checkClaims, type TokenKind } from './claim-checks.ts';
import {
  checkSignatureLength,
  decodeJwt,
  readHeader,
  type JsonObject,
} from './jwt.ts';
import { verifyEs256 } from './key-set.ts';
import { tokenInvalid, type Fault } from './verification-error.ts';
import { VerifiedTokens } from './verified-tokens.ts';
import {
  readVerifierOptions,
  type TokenVerifierOptions,
} from './verifier-options.ts';

/** A token whose signature and claims were checked. */
export interface VerifiedToken<Claims> {
  /** All claims, custom ones too. Each verification gives an object of its own. */
  readonly claims: Claims;
  /** The id of the key that signed the token. */
  readonly kid: string;
}

/** Verifies access and id tokens of one API key id. Make one and keep it: it holds the signing keys. */
export interface TokenVerifier {
  /**
   * Verifies an access token, such as the one of an `Authorization: Bearer` header (without the word Bearer).
   *
   * Rejects with a `CotterVerificationError`.
   */
  readonly verifyAccessToken: (
    jwt: string,
  ) => Promise<VerifiedToken<AccessTokenClaims>>;
  /**
   * Verifies an id token. An access token is refused, and the reverse.
   *
   * Rejects with a `CotterVerificationError`.
   */
  readonly verifyIdToken: (
    jwt: string,
  ) => Promise<VerifiedToken<IdTokenClaims>>;
}

/**
 * Makes a verifier of access and id tokens.
 *
 * It accepts ES256 alone (RFC 8725 section 3.1), with a key that the token's `kid` names among the signing keys, and
 * requires `iss`, `aud`, `sub`, `iat`, `exp` and `type` (RFC 7519 section 4.1).
 *
 * The signing keys are fetched when first needed, within 5 seconds, without following redirects; anew after 10 minutes
 * and for an unknown `kid`, with at least 30 seconds between two fetches (less while there are no keys at all). While
 * fetching fails, known keys stay in use for up to 24 hours.
 *
 * @throws TypeError for an option that is missing, unknown or not usable.
 */
export function createTokenVerifier(
  options: TokenVerifierOptions,
): TokenVerifier {
  const { apiKeyId, issuer, keys, cacheSize, clock } =
    readVerifierOptions(options);
  const verified = new VerifiedTokens(cacheSize);

  /** The claims, or what is wrong. */
  const check = async (
    jwt: string,
    kind: TokenKind,
  ): Promise<{ readonly claims: JsonObject; readonly kid: string } | Fault> => {
    const decoded = decodeJwt(jwt);
    if ('reason' in decoded) return decoded;
    const header = readHeader(decoded.header);
    if ('reason' in header) return header;
    const { payload, signature, signingInput } = decoded;
    const lengthFault = checkSignatureLength(signature);
    if (lengthFault !== undefined) return lengthFault;
    const key = await keys.find(header.kid);
    if (key === undefined) {
      return {
        reason: 'unknown_kid',
        field: 'kid',
        detail: 'the signing keys do not hold the one that its header names',
      };
    }
    if (!verified.has(jwt, key)) {
      const bytes = new TextEncoder().encode(signingInput);
      if (!(await verifyEs256(key, signature, bytes))) {
        return {
          reason: 'bad_signature',
          detail: 'its signature does not match',
        };
      }
    }
    const fault = checkClaims(payload, {
      kind,
      issuer,
      audience: apiKeyId,
      nowSeconds: clock.now() / 1000,
      toleranceSeconds: clock.toleranceSeconds,
    });
    if (fault !== undefined) return fault;
    verified.add(jwt, key);
    return { claims: payload, kid: header.kid };
  };

  const verify = async (jwt: string, kind: TokenKind) => {
    const result = await check(jwt, kind);
    if ('reason' in result) {
      verified.forget(jwt);
      throw tokenInvalid(`${kind} token`, result);
    }
    return result;
  };

  return Object.freeze<TokenVerifier>({
    // The claims were checked against the very fields of these types.
    async verifyAccessToken(jwt) {
      return (await verify(jwt, 'access')) as VerifiedToken<AccessTokenClaims>;
    },
    async verifyIdToken(jwt) {
      return (await verify(jwt, 'id')) as VerifiedToken<IdTokenClaims>;
    },
  });
}
