/** The seed and the number of values per property that faults are tried with, so that each run gives the same result. */
export const SEED = 1;
export const RUNS = 25;
