/**
 * The contract suite for a repository of its own: the checks as tests of Vitest, against a target of the caller's.
 *
 * @module
 */
import { checks } from './contract/checks.ts';
import { giveTarget } from './target/given-target.ts';
import type { Target } from './target/target.ts';

export type { Check } from './contract/checks.ts';
export type { ApiKey, Control, FaultStatus, Target } from './target/target.ts';
export { checks };

/**
 * Declares every check, for a target that is already running. To be awaited at the top of a file of tests. What a check
 * needs and `target.control` lacks is skipped, test by test, with the reason.
 */
export async function declareChecks(target: Target): Promise<void> {
  giveTarget(target);
  for (const { id } of checks) {
    const file = new URL(`contract/${id}.contract.js`, import.meta.url);
    await import(file.href);
  }
}
