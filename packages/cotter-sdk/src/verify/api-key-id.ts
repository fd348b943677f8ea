/** What the API's description allows, in characters. */
const MAX_LENGTH = 128;

/** @throws TypeError that names the option. */
export function readApiKeyId(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > MAX_LENGTH) {
    throw new TypeError(
      `apiKeyId must be a string of 1 to ${String(MAX_LENGTH)} characters`,
    );
  }
  return value;
}
