import type { KeysFault } from './verification-error.ts';

/** What a token verifier reports to `onEvent`. Events hold no token and no claim. */
export type VerifierEvent =
  /** A key set was fetched and replaced the one before. */
  | { readonly type: 'jwks.fetched'; readonly keyCount: number }
  /** A fetch failed. Keys fetched before stay in use for a day at most. */
  | {
      readonly type: 'jwks.failed';
      readonly fault: KeysFault;
      readonly status?: number;
    }
  /** A token was verified with a key that should have been fetched anew, but could not. `ageMs` in milliseconds. */
  | { readonly type: 'jwks.stale_used'; readonly ageMs: number };

export type VerifierEventListener = (event: VerifierEvent) => void;
