import type { ClientFault, StoreFault } from './session-error.ts';

/** What happens in a session, for logs and metrics. No event holds a token. */
export type SessionEvent =
  /** A refresh token is about to be sent. */
  | { readonly type: 'refresh.start' }
  /** New tokens arrived. They are stored, unless a `store.failed` came just before. */
  | {
      readonly type: 'refresh.rotated';
      /** When the new access token ends, in Unix milliseconds. */
      readonly expiresAt: number;
    }
  /** Another session had already stored newer tokens; they are used. */
  | {
      readonly type: 'refresh.adopted';
      /** When their access token ends, in Unix milliseconds. */
      readonly expiresAt: number;
    }
  /** The refresh token was not used; a later call tries again. */
  | ({ readonly type: 'refresh.not_sent' } & ClientFault)
  /** Cotter refused the request for another reason than the refresh token, which is kept; look at the status. */
  | ({ readonly type: 'refresh.refused' } & ClientFault)
  /**
   * The refresh token may have been used, but no response was received. A later call sends it once more, unless the
   * session was made with `retryUnknown: false`.
   */
  | ({ readonly type: 'refresh.unknown' } & ClientFault)
  /** Cotter replaced the refresh token, but what came with the new one could not be used. A later call sends the new one. */
  | ({ readonly type: 'refresh.replaced' } & ClientFault)
  /** The refresh token is no longer valid. The user must sign in again. */
  | ({ readonly type: 'refresh.rejected' } & ClientFault)
  /** The tokens are forgotten, but Cotter did not clear the browser's cookie. */
  | ({ readonly type: 'sign_out.failed' } & ClientFault)
  /**
   * The store lost the lock while a refresh was under way: the process was frozen for longer than the store's `leaseMs`.
   * Tokens stay correct; another session may have waited in vain or sent a request of its own.
   */
  | { readonly type: 'lock.lost' }
  /** The store did not do its work. Tokens that it did not save are kept in memory and saved at a later call. */
  | ({ readonly type: 'store.failed' } & StoreFault);
