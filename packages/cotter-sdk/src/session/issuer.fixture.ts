// A server that rotates refresh tokens, as far as a session can tell, with planted canaries for secrets.
import type { OAuthTokens, RefreshedTokens } from '@org/cotter-types';
import type { SessionTokens } from '../stores/tokens.ts';
import type { RefreshClient } from './session-options.ts';

/** Tokens as a store keeps them. */
export function stored(tokens: OAuthTokens, expiresAt: number): SessionTokens {
  return { ...tokens, expiresAt, refreshTokenExpiresAt: expiresAt + MONTH_MS };
}

const MONTH_MS = 30 * 24 * 3_600_000;

export type Fault =
  | 'none'
  /** The request never left. */
  | 'not_sent'
  /** The server did its work, but the answer was lost. */
  | 'lost'
  /** Of the answer, only the refresh token can be used. */
  | 'half'
  /** The connection broke before the server did its work. */
  | 'broken';

export interface Issuer extends Pick<RefreshClient, 'signOut'> {
  /** The refresh token that is valid now. */
  readonly valid: string;
  /** Every refresh token that left, in order. */
  readonly sent: readonly string[];
  /** Every refresh token whose answer arrived, by its access token. */
  readonly received: ReadonlyMap<string, string>;
  /** What happens to the calls to come, in order; afterwards nothing. */
  readonly faults: Fault[];
  /** Whether answers hold a refresh token. Default: true. */
  rotates: boolean;
  refresh: (refreshToken: string) => Promise<RefreshedTokens>;
  issue(): OAuthTokens;
  revoke(): void;
}

/** `pause` stands for the network: an answer takes as long as it. */
export function startIssuer(
  pause: (label: string) => Promise<void> = () => Promise.resolve(),
): Issuer {
  const sent: string[] = [];
  const received = new Map<string, string>();
  const faults: Fault[] = [];
  let count = 0;
  let valid = '';
  const issue = (): OAuthTokens => {
    count += 1;
    valid = `39560:CANARYrefresh${String(count)}`;
    return {
      access_token: `eyJCANARYaccess.${String(count)}`,
      auth_method: 'OTP',
      expires_in: 3600,
      id_token: `eyJCANARYid.${String(count)}`,
      refresh_token: valid,
      token_type: 'Bearer',
    };
  };
  const answer = (): RefreshedTokens => {
    if (issuer.rotates) return issue();
    const kept = valid;
    const { refresh_token: _, ...rest } = issue();
    valid = kept;
    return rest;
  };
  const issuer: Issuer = {
    rotates: true,
    get valid() {
      return valid;
    },
    sent,
    received,
    faults,
    issue,
    revoke() {
      valid = '';
    },
    async refresh(refreshToken: string): Promise<RefreshedTokens> {
      const fault = faults.shift() ?? 'none';
      await pause('request');
      if (fault === 'not_sent') throw failure('not_sent', refreshToken);
      sent.push(refreshToken);
      if (fault === 'broken') throw failure('unknown', refreshToken);
      if (refreshToken !== valid) throw failure('rejected', refreshToken);
      const tokens = answer();
      const next = valid;
      await pause('answer');
      if (fault === 'lost') throw failure(undefined, refreshToken);
      received.set(tokens.access_token, next);
      return fault === 'half' ? { ...tokens, access_token: '' } : tokens;
    },
  };
  return issuer;
}

/** As careless an error as a client could throw: it repeats the token. */
function failure(outcome: string | undefined, refreshToken: string): Error {
  return Object.assign(new Error(`refresh of ${refreshToken} failed`), {
    outcome,
    code: refreshToken,
    config: { data: refreshToken },
  });
}
