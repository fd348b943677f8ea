import type { SessionRecord } from '@org/cotter-sdk/session';

/** A record whose tokens have all expired: a store keeps it, because the clock of a test may be elsewhere. */
export const oldRecord: SessionRecord = {
  tokens: {
    access_token: 'eyJCANARYaccess',
    auth_method: 'OTP',
    expires_in: 3600,
    expiresAt: 3_600_000,
    id_token: 'eyJCANARYid',
    refresh_token: '17:CANARYrefresh',
    refreshTokenExpiresAt: 30 * 24 * 3_600_000,
    token_type: 'Bearer',
  },
};
