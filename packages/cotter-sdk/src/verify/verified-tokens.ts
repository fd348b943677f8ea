import type { SignedJwt } from './keys/jwt-signature.ts';

/**
 * Remembers what was found in tokens whose signature was checked; forgets the one that was used least recently.
 *
 * The whole token is the key, so that nothing that differs in one character is taken for it.
 */
export class VerifiedTokens {
  readonly #capacity: number;
  readonly #tokens = new Map<string, SignedJwt>();

  /** @param capacity how many tokens; 0 remembers none. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** What was found in this very token, if it is remembered. Its claims are shared; hand out copies. */
  get(jwt: string): SignedJwt | undefined {
    // A map hashes the whole token, even if it is empty.
    if (this.#capacity === 0) return undefined;
    const found = this.#tokens.get(jwt);
    // A map keeps the order of insertion, so this token is now the last to be forgotten.
    if (found !== undefined && this.#tokens.delete(jwt)) {
      this.#tokens.set(jwt, found);
    }
    return found;
  }

  add(jwt: string, found: SignedJwt): void {
    if (this.#capacity === 0 || this.#tokens.get(jwt) === found) return;
    this.#tokens.delete(jwt);
    this.#tokens.set(jwt, found);
    if (this.#tokens.size <= this.#capacity) return;
    const oldest = this.#tokens.keys().next();
    if (oldest.done !== true) this.#tokens.delete(oldest.value);
  }

  forget(jwt: string): void {
    this.#tokens.delete(jwt);
  }
}
