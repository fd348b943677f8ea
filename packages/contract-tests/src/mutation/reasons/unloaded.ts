/** Of a mutant with which no test begins. */
export const UNLOADED =
  'the module does not load, which fails every test; Stryker counts tests that failed, and none was run';
