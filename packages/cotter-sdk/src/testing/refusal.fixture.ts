import { CotterVerificationError } from '../verify/verification-error.ts';

/** The error that a verification rejects with; fails if it succeeds or throws anything else. */
export async function refusal(
  verification: Promise<unknown>,
): Promise<CotterVerificationError> {
  const thrown = await verification.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof CotterVerificationError) return thrown;
  throw new Error('The verification did not reject with its own error', {
    cause: thrown,
  });
}
