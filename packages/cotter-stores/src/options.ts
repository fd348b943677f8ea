/**
 * Refuses options that are misspelt: `leaseMS` would leave the lease as it is.
 *
 * @throws TypeError that names the option
 */
export function refuseUnknownOptions(
  options: unknown,
  known: readonly string[],
): void {
  if (typeof options !== 'object' || options === null)
    throw new TypeError('The options must be an object');
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new TypeError(
      `There is no option ${unknown}; the options are: ${known.join(', ')}`,
    );
}

/** @throws TypeError that names the option */
export function readMilliseconds(
  name: string,
  value: number,
  least: number,
  most: number,
): number {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new TypeError(
      `${name} must be an integer from ${String(least)} to ${String(most)}`,
    );
  return value;
}

/** @throws TypeError that names the option */
export function readName(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '')
    throw new TypeError(`${name} must be a string that is not empty`);
  return value;
}

const DEFAULT_LEASE_MS = 10_000;

/** @throws TypeError */
export function readLeaseMs(leaseMs = DEFAULT_LEASE_MS): number {
  return readMilliseconds('leaseMs', leaseMs, 100, 600_000);
}

/** Longer than a refresh token lives, which is 30 days: 31 days. */
export const DEFAULT_TTL_MS = 31 * 24 * 3_600_000;

/** Ten years. */
export const MAX_TTL_MS = 3650 * 24 * 3_600_000;
