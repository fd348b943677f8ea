/**
 * Refuses options that are misspelt: `baseURL` instead of `baseUrl` would send a test's keys to production.
 *
 * @throws TypeError that names the option.
 */
export function refuseUnknownNames(
  options: unknown,
  known: readonly string[],
): asserts options is object {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('The options must be an object');
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(
      `There is no option ${unknown}; the options are: ${known.join(', ')}`,
    );
  }
}

/** @throws TypeError that names the option. */
export function readInteger(
  name: string,
  value: unknown,
  least: number,
  most: number,
): number {
  if (
    typeof value !== 'number' ||
    !Number.isInteger(value) ||
    value < least ||
    value > most
  ) {
    throw new TypeError(
      `${name} must be an integer from ${String(least)} to ${String(most)}`,
    );
  }
  return value;
}

/**
 * Reads a switch. Strict, so that a "false" out of an environment variable does not count as true.
 *
 * @throws TypeError that names the option.
 */
export function readFlag<Name extends string>(
  options: Readonly<Partial<Record<Name, boolean | undefined>>>,
  name: Name,
): boolean {
  const value: unknown = options[name];
  if (value !== undefined && typeof value !== 'boolean') {
    throw new TypeError(`${name} must be true or false`);
  }
  return value === true;
}

/**
 * Reads the option `onEvent`. What the listener throws is ignored: it must not decide what becomes of a call, of a token
 * or of a session, and nobody here could say more about it than the listener itself.
 *
 * @throws TypeError that names the option.
 */
export function readListener<Args extends readonly unknown[]>(
  onEvent: ((...args: Args) => void) | undefined,
): (...args: Args) => void {
  // JavaScript may pass anything.
  const given: unknown = onEvent;
  if (given !== undefined && typeof given !== 'function') {
    throw new TypeError('onEvent must be a function');
  }
  return (...args) => {
    try {
      onEvent?.(...args);
    } catch {
      // As said above.
    }
  };
}
