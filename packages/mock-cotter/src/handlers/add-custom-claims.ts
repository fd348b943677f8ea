import type {
  CustomClaimsRequest,
  CustomClaimsTokens,
} from '@org/cotter-types';
import {
  RESERVED_CLAIMS,
  reservedNames,
  type CustomClaims,
} from '../tokens/custom-claims.ts';
import { invalidRequest, refreshTokenNotValid } from '../api/api-error.ts';
import { okWithTokens } from './answers.ts';
import { apiKeyIdWithSecret } from './api-keys.ts';
import type { Handler } from '../api/handler.ts';
import { presentedToken } from './refresh-token.ts';
import type { Services } from './services.ts';
import { CUSTOM_CLAIMS_LIMIT_BYTES } from '../api/limits.ts';

/** Answers an access token with more claims and, if a refresh token is given, has later ones carry them too. */
export function addCustomClaims(services: Services): Handler {
  return async (call) => {
    const id = apiKeyIdWithSecret(services, call);
    const request = call.body as CustomClaimsRequest;
    const { token, custom_attributes: added, refresh_token: given } = request;
    const claims = services.issuer.readAccessToken(token);
    if (claims?.['aud'] !== id) {
      throw invalidRequest(
        'token is not an access token for this API key id, or it has expired.',
      );
    }
    const taken = reservedNames(added);
    if (taken.length > 0) {
      throw invalidRequest(
        `custom_attributes may not hold names that tokens have already: ${taken.join(', ')}.`,
      );
    }
    requireSmall({ ...customOf(claims), ...added });
    const withAdded = async (): Promise<CustomClaimsTokens> => ({
      token: await services.issuer.withClaims(claims, added),
    });
    if (given === undefined) return okWithTokens(await withAdded());
    const session = presentedToken(services, given, id);
    if (session.subject.userId !== claims['sub'])
      throw refreshTokenNotValid('it belongs to another user than token');
    const persistent = { ...session.claims, ...added };
    requireSmall(persistent);
    const next = session.use(persistent);
    return okWithTokens({ ...(await withAdded()), refresh_token: next });
  };
}

function customOf(claims: CustomClaims): CustomClaims {
  return Object.fromEntries(
    Object.entries(claims).filter(([name]) => !RESERVED_CLAIMS.has(name)),
  );
}

function requireSmall(claims: CustomClaims): void {
  if (Buffer.byteLength(JSON.stringify(claims)) > CUSTOM_CLAIMS_LIMIT_BYTES) {
    throw invalidRequest(
      `custom_attributes, with those that were added before, are larger than ${String(CUSTOM_CLAIMS_LIMIT_BYTES)} bytes.`,
    );
  }
}
