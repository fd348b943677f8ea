import type { RefreshClient, SessionRecord } from '@org/cotter-sdk/session';

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

/** A client whose n-th refresh gives the access token `access-n`, and how many there were. */
export function rotatingClient(): {
  readonly client: RefreshClient;
  readonly refreshes: () => number;
} {
  let count = 0;
  const refresh = () => {
    count += 1;
    return Promise.resolve({
      ...oldRecord.tokens,
      access_token: `access-${String(count)}`,
      refresh_token: `refresh-${String(count)}`,
    });
  };
  return { client: { refresh }, refreshes: () => count };
}
