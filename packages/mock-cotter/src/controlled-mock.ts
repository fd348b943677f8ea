import type { ControlledMock } from './control/control-handlers.ts';
import type { Randomness } from './determinism/randomness.ts';
import type { Faults } from './faults/faults.ts';
import type { Services } from './handlers/services.ts';
import type { Requests } from './request-log/request-log.ts';
import { restoreState, saveState } from './state/state.ts';
import type { Storage } from './state/storage.ts';
import { createMinter } from './tokens/minter.ts';

/** What of a mock tests and the control API control. */
export function controlledMock(
  services: Services,
  {
    apiKeyId,
    faults,
    random,
    requests,
    storage,
  }: {
    /** The API key id that tokens are minted for by default. */
    readonly apiKeyId: string;
    readonly faults: Faults;
    readonly random: Randomness;
    readonly requests: Requests;
    readonly storage: Storage | undefined;
  },
): Omit<ControlledMock, 'changes' | 'curlLines' | 'explain'> {
  const { clock, inputKey, keys, sessions, warnings } = services;
  return {
    ...createMinter({ ...services, random, apiKeyId }),
    clock,
    faults,
    requests,
    sessions: {
      list: (filter) => sessions.list(filter),
      end: (number) => sessions.end(number),
    },
    keys: {
      get inputPublicKey() {
        return inputKey.publicKey;
      },
      jwks: () => keys.jwks(),
      rotate: (rotation) => {
        keys.rotate(rotation);
      },
    },
    state: {
      save: () => saveState(services),
      restore(saved) {
        const before = saveState(services);
        try {
          restoreState(services, saved);
          storage?.replaced();
        } catch (error) {
          restoreState(services, before);
          throw error;
        }
      },
    },
    reset(id) {
      if (id === undefined) {
        clock.reset();
        warnings.clear();
      } else clock.of(id).reset();
      sessions.clear(id);
      faults.clear(id);
      requests.clear(id);
    },
  };
}
