import { createClock } from './clock.ts';
import type { World } from './handlers/world.ts';
import { createIssuer } from './issuer/issuer.ts';
import { createInputKey } from './keys/input-key.ts';
import { createSigningKeys } from './keys/signing-keys.ts';
import type { CheckedOptions } from './options.ts';
import type { Randomness } from './randomness.ts';
import { createSessions } from './state/sessions.ts';

/** Makes what the handlers share: a clock, new keys, no sessions. */
export function createWorld(
  { apiKeys, issuer, log, maxSessions, now, rotation, strict }: CheckedOptions,
  random: Randomness,
): World {
  const clock = createClock(now);
  const keys = createSigningKeys({ clock, random });
  return {
    apiKeys,
    clock,
    keys,
    inputKey: createInputKey(random),
    issuer: createIssuer({ issuer, clock, keys, random }),
    sessions: createSessions({ clock, random, rotation, maxSessions }),
    rotation,
    strict,
    log,
  };
}
