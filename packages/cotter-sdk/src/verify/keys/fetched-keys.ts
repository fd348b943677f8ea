import type { KeysFault } from '../verification-error.ts';
import type { PublicJwk } from './key-set.ts';

/** What one attempt to get the keys brought. */
export type FetchedKeys = {
  /** That of the response, or one of its own. */
  readonly requestId: string;
  /** Where the keys come from, for messages. */
  readonly source: string;
} & Found;

export type Found =
  | { readonly keys: readonly PublicJwk[]; readonly status?: number }
  | {
      readonly fault: KeysFault;
      readonly status?: number;
      readonly detail?: string;
    };
