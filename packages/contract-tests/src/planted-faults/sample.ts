/** The seed and the most values of a property that faults are tried with, so that each report is the same. */
export const SEED = 1;
export const RUNS = 25;

/** The faults that every test run tries: some of each layer, found by checks that are quick. */
export const SAMPLE: readonly string[] = [
  'description/enum-value-added',
  'mock/old-refresh-token-valid',
  'mock/any-secret-key',
  'schemas/strict-object-opened',
  'sdk/lost-answer-called-unsent',
  'sdk/alg-none-accepted',
  'types/field-renamed',
];
