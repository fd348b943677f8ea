import { createClocks } from './clocks.ts';
import { createWarnings } from './handlers/warnings.ts';
import type { World } from './handlers/world.ts';
import { createIssuer } from './issuer/issuer.ts';
import { createInputKey } from './keys/input-key.ts';
import { createSigningKeys, type SignEs256 } from './keys/signing-keys.ts';
import type { CheckedOptions } from './options/options.ts';
import type { Randomness } from './randomness.ts';
import { createSessions } from './state/sessions.ts';

/** Makes what the handlers share: a clock, new keys, no sessions. */
export function createWorld(
  { apiKeys, issuer, log, maxSessions, now, rotation, strict }: CheckedOptions,
  random: Randomness,
  signEs256: SignEs256 | undefined,
): World {
  const clock = createClocks(now);
  // Keys are everybody's, so they live by the clock that is.
  const common = { now: () => clock.at(undefined) };
  const keys = createSigningKeys({ clock: common, random, signEs256 });
  return {
    apiKeys,
    clock,
    keys,
    inputKey: createInputKey(random),
    issuer: createIssuer({ issuer, clock, keys, random }),
    sessions: createSessions({ clock, random, rotation, maxSessions }),
    rotation,
    strict,
    warnings: createWarnings(log),
  };
}
