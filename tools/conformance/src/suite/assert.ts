// Assertions that need no library, so that the suite runs in every runtime.

export function equal(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [shown(actual), shown(expected)];
  if (left !== right) {
    throw new Error(`${what}: expected ${right}, got ${left}`);
  }
}

function shown(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}

export function ok(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** What the promise rejects with, which must have these fields. */
export async function rejects(
  promise: Promise<unknown>,
  fields: Readonly<Record<string, unknown>>,
): Promise<Error> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) {
    throw new Error(`Expected an error with ${JSON.stringify(fields)}`);
  }
  for (const [name, value] of Object.entries(fields)) {
    const actual = (error as unknown as Record<string, unknown>)[name];
    equal(actual, value, `${name} of "${error.message}"`);
  }
  return error;
}
