import type * as PrismOperations from '@stoplight/prism-http/dist/utils/operations.js';
import { leanRequire } from './lean-require.ts';
import type { Operation } from './prism.ts';

/** An OpenAPI description, as far as it is read here. */
export interface Description {
  readonly paths: Readonly<Record<string, object>>;
}

/** The operations of a description, as Prism reads them. */
export function readOperations(description: Description): Promise<Operation[]> {
  const { getHttpOperationsFromSpec } = leanRequire(
    '@stoplight/prism-http/dist/utils/operations',
    // What reads other formats than OpenAPI 3 takes most of the time to load, and is not called.
    {
      '@stoplight/http-spec/oas2/operation': {
        transformOas2Operations: notLoaded,
      },
      '@stoplight/http-spec/postman/operation': {
        transformPostmanCollectionOperations: notLoaded,
      },
    },
  ) as typeof PrismOperations;
  // Prism dereferences in place.
  return getHttpOperationsFromSpec(structuredClone(description));
}

function notLoaded(): never {
  throw new Error('This part of Prism is not loaded here.');
}
