import type { CheckId } from '@org/contract-tests/internal/contract/checks';
import type { Edit } from './edit.ts';
import type { Proof } from './proof.ts';

/** The part of the workspace that a fault is planted in. */
export type Layer = 'description' | 'mock' | 'schemas' | 'sdk' | 'types';

/** A test file or a file of type tests, from the workspace's root. */
type TestFile =
  `${'packages' | 'tools'}/${string}.spec.ts` | `packages/${string}.test-d.ts`;

/** A mistake that somebody could make, as data. No more than one is planted at a time. */
export interface PlantedFault {
  /** Its layer and what is wrong, in a few words. */
  readonly id: `${Layer}/${string}`;
  /** What somebody who uses the package would suffer. */
  readonly harm: string;
  /** What makes the sound code faulty. */
  readonly edits: readonly Edit[];
  /** The check, or the test file of another package, that must fail. */
  readonly by: CheckId | TestFile;
  /**
   * Shows that the fault changes an answer: what it yields must differ between the sound and the faulty code. For a
   * fault of types, a program that must compile only without the fault.
   */
  readonly proof: Proof | { readonly compiles: string };
}

/** The part of the workspace that a fault is planted in. */
export function layerOf({ id }: PlantedFault): string {
  return id.slice(0, id.indexOf('/'));
}
