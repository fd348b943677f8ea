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
export type { SessionOptions } from './session-options.ts';
export type { RefreshClient } from './run.ts';
export {
  CotterSessionError,
  type ClientFault,
  type CotterSessionErrorCode,
  type SessionFault,
  type StoreFault,
} from './session-error.ts';
export type { SessionEvent } from './session-event.ts';
export {
  fileTokenStore,
  type FileTokenStoreOptions,
} from './file-token-store.ts';
export { memoryTokenStore } from './memory-token-store.ts';
export type {
  SessionRecord,
  StoredSession,
  SwapResult,
  TokenStore,
} from './token-store.ts';
export {
  tokenStoreContract,
  type ContractCase,
} from './token-store-contract.ts';
export type { CurrentTokens, SessionTokens } from './tokens.ts';
