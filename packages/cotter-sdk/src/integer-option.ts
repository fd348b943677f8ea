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
