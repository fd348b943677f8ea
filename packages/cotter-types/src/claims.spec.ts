import { describe, expect, it } from 'vitest';
import { AccessTokenClaimsSchema, IdTokenClaimsSchema } from './claims.ts';

const common = {
  iss: 'https://www.cotter.app',
  aud: 'aaf7319d-8f91-4752-a23f-c43ba862d548',
  sub: 'e8a47aff-f520-4b8d-952b-79d36d10fb3e',
  client_user_id: 'e8a47aff-f520-4b8d-952b-79d36d10fb3e',
  iat: 1_586_257_208,
  exp: 1_586_260_808,
  jti: '3a1c0c43-5b4f-4bdc-9c66-31f2b4c5d4a1',
};
const access = {
  ...common,
  type: 'client_access_token',
  authentication_method: 'OTP',
  scope: 'access',
};
const id = { ...common, type: 'client_id_token', auth_time: '-62135596800' };

describe('AccessTokenClaimsSchema', () => {
  it.each([
    ['as production issued it, without identifier', access],
    ['with the newer type', { ...access, type: 'access_token' }],
    ['with an identifier', { ...access, identifier: 'hello@gmail.com' }],
  ])('accepts a token %s', (_, claims) => {
    expect(AccessTokenClaimsSchema.parse(claims)).toEqual(claims);
  });

  it('keeps custom claims', () => {
    const claims = { ...access, plan: { name: 'pro' } };
    expect(AccessTokenClaimsSchema.parse(claims)).toEqual(claims);
  });

  it('refuses the claims of an id token', () => {
    expect(AccessTokenClaimsSchema.safeParse(id).success).toBe(false);
  });

  it.each(['iss', 'aud', 'sub', 'iat', 'exp'])('requires %s', (claim) => {
    const { [claim]: _, ...rest } = access as Record<string, unknown>;
    expect(AccessTokenClaimsSchema.safeParse(rest).success).toBe(false);
  });
});

describe('IdTokenClaimsSchema', () => {
  it('accepts the unset auth_time that production issued', () => {
    expect(IdTokenClaimsSchema.parse(id)).toEqual(id);
  });

  it('accepts the newer type, and a time', () => {
    const claims = { ...id, type: 'id_token', auth_time: '1586257208' };
    expect(IdTokenClaimsSchema.parse(claims)).toEqual(claims);
  });

  it.each(['', '-', '1.5', 'x1', '1x'])('refuses the time %j', (auth_time) => {
    const { error } = IdTokenClaimsSchema.safeParse({ ...id, auth_time });
    expect(error?.issues).toMatchObject([{ path: ['auth_time'] }]);
  });

  it('refuses the claims of an access token', () => {
    expect(IdTokenClaimsSchema.safeParse(access).success).toBe(false);
  });
});
