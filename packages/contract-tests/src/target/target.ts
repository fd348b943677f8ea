import type { EventToken, IdentityToken } from '@org/cotter-types';

/** An API key id and the secret key that belongs to it. */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
}

/** A failure that a target can simulate: it answers the next request with this status. */
export type FaultStatus = 429 | 500 | 503;

/**
 * What the suite can make a target do. A member that a target lacks costs the tests that need it:
 * they are skipped, and say so.
 */
export interface Control {
  /** An identity token that the target takes, for its API key id and with these fields in place of the usual ones. */
  mintIdentityToken?(
    fields?: Partial<Omit<IdentityToken, 'signature'>>,
  ): IdentityToken | Promise<IdentityToken>;
  /** An event token that the target takes, for its API key id and with these fields in place of the usual ones. */
  mintEventToken?(
    fields?: Partial<Omit<EventToken, 'signature'>>,
  ): EventToken | Promise<EventToken>;
  /** The target's time, in milliseconds since 1970-01-01T00:00:00Z. */
  now?(): number | Promise<number>;
  /** Moves the target's time forwards. */
  advance?(milliseconds: number): void | Promise<void>;
  /** Puts the target back to how it was started. */
  reset?(): void | Promise<void>;
  /** Signs access and id tokens with a new key from now on, while the old one stays published. */
  rotateKeys?(): void | Promise<void>;
  /** The headers that make the target answer one request with this status. */
  faultHeaders?(status: FaultStatus): Readonly<Record<string, string>>;
}

/** A server to hold to the description. */
export interface Target {
  /** Its origin: `http://127.0.0.1:4010`. The suite appends whole paths, `/verify` among them. */
  readonly baseUrl: string;
  /** The key pair that it takes. */
  readonly apiKey: ApiKey;
  readonly control?: Control;
}

/** A target that the suite started itself. */
export interface StartedTarget extends Target, AsyncDisposable {}

/** The members of `Control`, by what a report calls them. */
export type Ability = keyof Control;
