import type { Environment, Result } from '../suite/environment.ts';

/** Something in which the SDK runs. */
export interface Runtime {
  /** Such as `Node.js 22`. */
  readonly name: string;
  /** Why it cannot be run here; undefined if it can. */
  readonly missing: string | undefined;
  /** Runs the suite. Rejects if the runtime itself fails. */
  run(environment: Environment): Promise<readonly Result[]>;
}

/** A program and its arguments. */
export type Command = readonly [file: string, ...args: string[]];
