import { createHmac } from 'node:crypto';

/** What lets a page of this mock in. */
export interface ConsoleKeys {
  /** Stands behind `#token=` in the console's address. A browser does not send that part of an address. */
  readonly token: string;
  /** The value of the cookie that a browser gets for the token. */
  readonly cookie: string;
}

/**
 * Derives the keys of the console. Mocks with the same secret have the same, so a browser stays signed in when a mock
 * with a state file restarts, and when the next answer comes from another replica.
 *
 * @param secret the control token, or a private key of the mock
 */
export function consoleKeys(secret: string): ConsoleKeys {
  const derived = (use: string): string =>
    createHmac('sha256', secret)
      .update(`mock-cotter console ${use}`)
      .digest('base64url');
  return { token: derived('address'), cookie: derived('cookie') };
}

/** The cookie of the mock at this address. Mocks on other ports of the same host have cookies of their own. */
export function cookieName(host: string): string {
  return `mock-cotter-console-${/:(\d+)$/.exec(host)?.[1] ?? 'default'}`;
}

/** Whether a `Cookie` header has this cookie (RFC 6265 section 4.2.1). */
export function cookieOf(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name) return value?.trim();
  }
  return undefined;
}
