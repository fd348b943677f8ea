import type { Clocks } from '../clocks.ts';
import type { Issuer } from '../issuer/issuer.ts';
import type { InputKey } from '../keys/input-key.ts';
import type { SigningKeys } from '../keys/signing-keys.ts';
import type { Rotation, Sessions } from '../state/sessions.ts';
import type { Warnings } from './warnings.ts';

/** An API key id and the secret key that belongs to it. */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
}

/** What the handlers share. */
export interface World {
  readonly clock: Clocks;
  /** Signs access and id tokens. */
  readonly keys: SigningKeys;
  /** Signs identity and event tokens. */
  readonly inputKey: InputKey;
  readonly issuer: Issuer;
  readonly sessions: Sessions;
  readonly rotation: Rotation;
  /** Whether inputs and API keys are checked as a production service would. */
  readonly strict: boolean;
  /** The API keys that strict mode knows. */
  readonly apiKeys: readonly ApiKey[];
  readonly warnings: Warnings;
}
