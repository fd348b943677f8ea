import type { Edit } from '../edit.ts';

/** Lets the mock send answers that break the description: it would refuse to, and hide the fault behind a 500. */
export const UNCHECKED: Edit = {
  file: 'packages/mock-cotter/src/prism/engine.ts',
  find: 'if (faults.length === 0) return answer;',
  replace: 'if (faults.length >= 0) return answer;',
};
