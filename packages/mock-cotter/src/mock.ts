import type { Jwks } from '@org/cotter-types';
import type { CommonClock } from './determinism/clocks.ts';
import type { Faults } from './faults/faults.ts';
import type { ApiKey } from './options/options.ts';
import type { Requests } from './request-log/request-log.ts';
import type { SessionList } from './state/session-record.ts';
import type { Minter } from './tokens/minter.ts';
import type { SigningKeys } from './tokens/signing-keys.ts';

/** The keys of a mock. */
export interface MockKeys {
  /** The Ed25519 public key that verifies identity and event tokens: 32 bytes in base64. */
  readonly inputPublicKey: string;
  /** The public keys that verify access and id tokens, as the mock's JWKS operation returns them now. */
  jwks(): Jwks;
  /**
   * Signs access and id tokens with a new key from now on.
   *
   * @param options.overlapMs how long the old key stays published, in milliseconds. Default: one hour
   * @throws {RangeError} if `overlapMs` is not a number from 0 up
   */
  rotate: SigningKeys['rotate'];
}

/** A running mock. */
export interface MockCotter extends AsyncDisposable, Minter {
  /** Its address, without a trailing slash: `http://127.0.0.1:41234`. */
  readonly url: string;
  /** The API key that minted inputs are for: the first of the options' `apiKeys`. */
  readonly apiKey: ApiKey;
  /**
   * The time that the mock uses to issue and check tokens, and sends in the header `Date`. `clock.of(apiKeyId)` moves the
   * time of one API key id only.
   */
  readonly clock: CommonClock;
  /**
   * Returns the mock's time, in milliseconds since 1970. Pass it to `createSession`, `createTokenVerifier` and
   * `verifyIdentityToken` as their option `now`, so that they follow `clock`.
   */
  readonly now: () => number;
  readonly keys: MockKeys;
  /** Faults to inject. A request can also ask for a fault itself, with the header `Prefer`. */
  readonly faults: Faults;
  /** The sessions, and why they ended. */
  readonly sessions: SessionList;
  /** The latest requests, and why each got its response. */
  readonly requests: Requests;
  /**
   * Returns the address of the console, a page that shows and controls this mock. The address contains a token: anyone who
   * has it can control the mock. Without a control token, the mock has a console only if it listens on this machine.
   */
  consoleUrl(): string;
  /**
   * Returns one curl line for each kind of request, to paste into a POSIX shell. The lines contain live tokens: one that
   * uses up a refresh token works once.
   */
  curlLines(): string[];
  /**
   * Forgets every session, fault and request, and resets the clock to its start. The keys stay, because clients cache
   * them. With an API key id, forgets only what belongs to it, and resets only its own clock.
   */
  reset(apiKeyId?: string): void;
  /**
   * Stops the mock. Requests in progress get their responses if these are complete within 2 seconds; then their
   * connections are cut. A fault can take longer than that. Further calls return the same promise.
   */
  close(): Promise<void>;
}
