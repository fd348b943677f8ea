import type { Edit } from '../edit.ts';

/** Lets the mock send responses that break the description: it would refuse to, and hide the fault behind a 500. */
export const UNCHECKED: Edit = {
  file: 'packages/mock-cotter/src/prism/engine.ts',
  find: 'if (violations.length === 0) return response;',
  replace: 'if (violations.length >= 0) return response;',
};
