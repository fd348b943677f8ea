import { type Clocks, createClocks } from '../determinism/clocks.ts';
import type { Randomness } from '../determinism/randomness.ts';
import type { ApiKey, CheckedOptions } from '../options/options.ts';
import {
  type Rotation,
  type Sessions,
  createSessions,
} from '../state/sessions.ts';
import type { Persist } from '../state/saved-state.ts';
import { type Warnings, createWarnings } from '../state/warnings.ts';
import { type InputKey, createInputKey } from '../tokens/input-key.ts';
import { type Issuer, createIssuer } from '../tokens/issuer.ts';
import {
  type SignEs256,
  type SigningKeys,
  createSigningKeys,
} from '../tokens/signing-keys.ts';

/** What the handlers share. */
export interface Services {
  readonly clock: Clocks;
  /** Signs access and id tokens. */
  readonly keys: SigningKeys;
  /** Signs identity and event tokens. */
  readonly inputKey: InputKey;
  readonly issuer: Issuer;
  readonly sessions: Sessions;
  readonly rotation: Rotation;
  /** Whether examples of the documentation are refused. */
  readonly strict: boolean;
  /** The API keys of the mock. */
  readonly apiKeys: readonly ApiKey[];
  /** Whether other API key ids are accepted too, with any secret key. */
  readonly acceptsUnknownKeys: boolean;
  readonly warnings: Warnings;
}

/**
 * Makes what the handlers share: a clock, new keys, no sessions.
 *
 * @param persist receives each change of the state
 */
export function createServices(
  {
    acceptsUnknownKeys,
    apiKeys,
    issuer,
    log,
    maxSessions,
    now,
    rotation,
    strict,
  }: CheckedOptions,
  random: Randomness,
  signEs256?: SignEs256,
  persist?: Persist,
): Services {
  const clock = createClocks(now, persist);
  // All API key ids share the keys, so the keys follow the common clock.
  const common = { now: () => clock.at(undefined) };
  const keys = createSigningKeys({ clock: common, random, signEs256, persist });
  return {
    acceptsUnknownKeys,
    apiKeys,
    clock,
    keys,
    inputKey: createInputKey(random),
    issuer: createIssuer({ issuer, clock, keys, random }),
    sessions: createSessions({
      clock,
      random,
      rotation,
      maxSessions,
      persist,
    }),
    rotation,
    strict,
    warnings: createWarnings(log),
  };
}
