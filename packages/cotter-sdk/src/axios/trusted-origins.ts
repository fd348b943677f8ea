/**
 * The origins that may see the token.
 *
 * @throws TypeError if there is none, or one that is not an origin of http or https.
 */
export function readTrustedOrigins(
  baseURL: string | undefined,
  allowOrigins: readonly string[],
): ReadonlySet<string> {
  const origins = new Set<string>();
  for (const origin of allowOrigins) {
    const read = originOf(origin);
    if (read === undefined || read !== origin.replace(/\/$/, '')) {
      throw new TypeError(
        'allowOrigins must contain only origins, such as https://api.example.com',
      );
    }
    origins.add(read);
  }
  const base = originOf(baseURL);
  if (base !== undefined) origins.add(base);
  if (origins.size === 0) {
    throw new TypeError(
      'The instance needs an absolute baseURL, or allowOrigins must say who may see the token',
    );
  }
  return origins;
}

/** The origin of a whole address of http or https; undefined for anything else. */
export function originOf(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { origin, protocol } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}
