import type { KeysFault } from './verification-error.ts';

/** What a token verifier reports to `onEvent`. Events hold no token and no claim. */
export type VerifierEvent =
  /** A key set was fetched and replaced the one before. */
  | {
      readonly type: 'jwks.fetched';
      /** How many keys it holds that can be used. */
      readonly keyCount: number;
    }
  /** A fetch failed. Keys fetched before stay in use for a day at most. */
  | {
      readonly type: 'jwks.failed';
      /** Why. */
      readonly fault: KeysFault;
      /** The HTTP status, if an answer arrived. */
      readonly status?: number;
      /** As on the errors that follow from it: the answer's `x-request-id`, or an id of the fetch's own. */
      readonly requestId: string;
      /** The address of the keys without its query, or `the function jwks`. */
      readonly source: string;
      /** More about the failure, such as the proxy. */
      readonly detail?: string;
    }
  /** A token was verified with a key that should have been fetched again, but could not. */
  | {
      readonly type: 'jwks.stale_used';
      /** How long ago the key was fetched, in milliseconds. */
      readonly ageMs: number;
    };

/** Hears what a token verifier does. */
export type VerifierEventListener = (event: VerifierEvent) => void;
