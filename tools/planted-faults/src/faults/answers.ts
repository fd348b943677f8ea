import type { OAuthTokens } from '@org/cotter-types';
import type { ScriptedAnswer } from '../proof.ts';

/** Tokens as an answer holds them. */
export const TOKENS: OAuthTokens = {
  access_token: 'access',
  auth_method: 'OTP',
  expires_in: 3600,
  id_token: 'id',
  refresh_token: '17:refresh',
  token_type: 'Bearer',
};

export const OK: ScriptedAnswer = { status: 200, body: TOKENS };

export function refusal(status: number, msg = 'No.'): ScriptedAnswer {
  return { status, body: { msg, type: 'x' } };
}
