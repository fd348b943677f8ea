/**
 * Keeps a user's tokens fresh, in one process or in many.
 *
 * @module
 */
export {
  createSession,
  type Session,
  type SessionCallOptions,
} from './session.ts';
export type { RefreshClient, SessionOptions } from './session-options.ts';
export {
  CotterSessionError,
  type ClientFault,
  type CotterSessionErrorCode,
  type RefreshFault,
  type SessionFault,
  type StoreFault,
} from './session-error.ts';
export {
  sessionCookie,
  type IssuedCookie,
  type SessionCookie,
  type SessionCookieOptions,
} from './session-cookie.ts';
export type { SessionEvent } from './session-event.ts';
export {
  createSessions,
  type Sessions,
  type SessionsOptions,
} from './sessions.ts';
export { withLease, type LeaseLock, type TakenLock } from '../stores/lease.ts';
export { memoryTokenStore } from '../stores/memory-token-store.ts';
export type {
  HeldLock,
  LockOptions,
  RefreshAttempt,
  RefreshPause,
  SessionRecord,
  StoreCallOptions,
  StoredSession,
  SwapResult,
  TokenStore,
} from '../stores/token-store.ts';
export {
  tokenStoreContract,
  type ContractCase,
} from '../stores/contract/token-store-contract.ts';
export type { CurrentTokens, SessionTokens } from '../stores/tokens.ts';
