export const API_KEY_ID = 'aaf7319d-8f91-4752-a23f-c43ba862d548';

/** The time that verifications in tests are made at, in Unix seconds. */
export const NOW_SECONDS = 1_586_257_268;

export const now = () => NOW_SECONDS * 1000;
