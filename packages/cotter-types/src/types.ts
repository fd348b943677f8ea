import type { components } from './generated/openapi.ts';

type Schemas = components['schemas'];

/** The grant, told apart by `grant_type`: the body of `POST /api/v0/token`. */
export type TokenRequest = Schemas['TokenRequest'];

/** The grant for a verified email address or phone number. */
export type IdentityTokenRequest = Schemas['IdentityTokenRequest'];

/** The grant for an approved authentication event. */
export type EventTokenRequest = Schemas['EventTokenRequest'];

/** What Cotter issues after it verified an email address or a phone number. */
export type IdentityToken = Schemas['IdentityToken'];

/** What Cotter issues after an authentication event. */
export type EventToken = Schemas['EventToken'];

/** The tokens that every grant yields. */
export type OAuthTokens = Schemas['OAuthTokens'];

/** The body of every failure: `{ msg, type }`. */
export type CotterErrorBody = Schemas['CotterErrorBody'];

/** The grant for a refresh as older clients send it, with the refresh token in the body. */
export type RefreshTokenRequest = Schemas['RefreshTokenRequest'];

/** The grant for a refresh. Without `refresh_token`, the cookie is used. */
export type RefreshRequest = Schemas['RefreshRequest'];

/** The tokens that a refresh yields; without `refresh_token`, the one that was used stays in use. */
export type RefreshedTokens = Schemas['RefreshedTokens'];

/** The claims to add to an access token. */
export type CustomClaimsRequest = Schemas['CustomClaimsRequest'];

/** The access token with the claims added, and the next refresh token if one was given. */
export type CustomClaimsTokens = Schemas['CustomClaimsTokens'];

/** The tokens to verify. */
export type VerifyRequest = Schemas['VerifyRequest'];

/** Whether an access token is valid. */
export type VerifyResult = Schemas['VerifyResult'];

/** A public key on the curve P-256. */
export type Jwk = Schemas['Jwk'];

/** A JSON Web Key Set. */
export type Jwks = Schemas['Jwks'];
