import type { Edit } from './edit.ts';

/** The variable that names the file which holds the order of a run. */
export const ORDER_VARIABLE = 'PLANTED_FAULT_ORDER';

/** What one run of vitest is to do. */
export interface Order {
  /** The workspace's root. */
  readonly root: string;
  /** What to plant; nothing for the control. */
  readonly edits: readonly Edit[];
  /** The test files to run, from the root. */
  readonly files: readonly string[];
  /** The faults whose proofs are taken. */
  readonly proofs: readonly string[];
  /** The file to write what the proofs yield to. */
  readonly answers: string;
}

export function readOrder(text: string): Order {
  return JSON.parse(text) as Order;
}
