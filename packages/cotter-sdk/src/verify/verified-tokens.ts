import type { VerificationKey } from './key-set.ts';

/** Remembers which tokens were signed by which key; forgets the one that was not used for longest. */
export class VerifiedTokens {
  readonly #capacity: number;
  readonly #keys = new Map<string, VerificationKey>();

  /** @param capacity how many tokens; 0 remembers none. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Whether this key was seen to have signed this very token. */
  has(jwt: string, key: VerificationKey): boolean {
    if (this.#keys.get(jwt) !== key) return false;
    this.#keys.delete(jwt);
    this.#keys.set(jwt, key);
    return true;
  }

  add(jwt: string, key: VerificationKey): void {
    this.#keys.delete(jwt);
    this.#keys.set(jwt, key);
    if (this.#keys.size <= this.#capacity) return;
    const oldest = this.#keys.keys().next();
    if (oldest.done !== true) this.#keys.delete(oldest.value);
  }

  forget(jwt: string): void {
    this.#keys.delete(jwt);
  }
}
