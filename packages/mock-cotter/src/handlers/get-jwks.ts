import { ok } from './answers.ts';
import type { Handler } from '../api/handler.ts';
import type { Services } from './services.ts';

/** Answers the public keys of access and id tokens, the active one first. */
export function getJwks({ keys }: Services): Handler {
  return () => ok(keys.jwks());
}
