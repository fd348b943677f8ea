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
