/**
 * Only the code of a driver's error goes on. A driver's message, its fields and its stack may hold the command,
 * with every token in it.
 *
 * @param what the database: `Redis`
 * @param code what the driver calls the failure, if it does
 */
export function storeFailure(
  what: string,
  code: string | undefined,
  advice?: string,
): Error {
  const error = new Error(
    `${what} failed${code === undefined ? '' : ` with ${code}`}${advice === undefined ? '' : `: ${advice}`}`,
  );
  return code === undefined ? error : Object.assign(error, { code });
}

/** The code of a driver's error, if it is one: `ECONNREFUSED`, `42P01`. */
export function codeOf(error: unknown): string | undefined {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code)
    ? code
    : undefined;
}

/** Rejects with the signal's reason once it fires, even if the promise stays pending. */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
