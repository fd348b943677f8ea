import type { Checks } from './checks.ts';
import { compileChecks } from './compile-checks.ts';
import { readOperations } from './operations.ts';
import type { Operation } from './prism.ts';
import type { Description } from './request-schema.ts';

/** A description, and what the engine needs of it. */
export interface Api {
  /** The OpenAPI description, as data. */
  readonly description: Description;
  readonly operations: readonly Operation[];
  readonly checks: Checks;
}

export async function readApi(description: Description): Promise<Api> {
  const operations = await readOperations(description);
  return { description, operations, checks: compileChecks(operations) };
}
