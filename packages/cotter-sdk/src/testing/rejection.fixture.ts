import { isCotterError, type AnyCotterError } from '../index.ts';

/** The error that a call rejects with; fails if the call succeeds or throws anything else. */
export async function rejection(
  call: Promise<unknown>,
): Promise<AnyCotterError> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (isCotterError(thrown)) return thrown;
  throw new Error('The call did not reject with an error of the SDK', {
    cause: thrown,
  });
}
