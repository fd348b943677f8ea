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
