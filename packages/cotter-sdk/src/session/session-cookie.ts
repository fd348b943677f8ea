import {
  readFlag,
  readInteger,
  refuseUnknownNames,
} from '../options/read-option.ts';

/** Settings of the cookie that a browser keeps for a login. */
export interface SessionCookieOptions {
  /** Default: `__Host-session`, or `session` if `secure` is false. */
  readonly name?: string | undefined;
  /**
   * Whether the browser sends the cookie over https only. Chrome and Firefox make an exception for localhost; for Safari,
   * and for other hosts without TLS, use false in development. Default: true.
   */
  readonly secure?: boolean | undefined;
  /**
   * Whether the browser sends the cookie when a link on another site leads to yours (`lax`), or only within your site
   * (`strict`). Requests that another site makes by a form or a script never carry it. Default: `lax`.
   */
  readonly sameSite?: 'lax' | 'strict' | undefined;
  /**
   * How long the browser keeps the cookie, in seconds. The session in the store decides how long the login lasts.
   * Default: 34560000, which is 400 days, the most that browsers accept (RFC 6265bis section 5.5).
   */
  readonly maxAgeSeconds?: number | undefined;
}

/** A new login: the id for the store, and the cookie for the browser. */
export interface IssuedCookie {
  /** For `sessions.of(id)`. The SHA-256 of the cookie's value, so that nobody can log in with what the store contains. */
  readonly id: string;
  /** The value of a `Set-Cookie` header. A secret: do not log it. */
  readonly setCookie: string;
}

/** Ties a browser to the session of its login. */
export interface SessionCookie {
  /** Makes a cookie with 256 random bits. Rejects only if the runtime has no Web Crypto. */
  readonly issue: () => Promise<IssuedCookie>;
  /**
   * Returns the id of the session that a request belongs to, or undefined if the request has no cookie that `issue` could
   * have made. It makes no request: whether the session exists, `sessions.of(id)` finds out. A bad header never throws.
   *
   * @param cookie the value of the request's `Cookie` header
   */
  readonly read: (
    cookie: string | null | undefined,
  ) => Promise<string | undefined>;
  /** Returns the value of a `Set-Cookie` header that removes the cookie. Never throws. */
  readonly clear: () => string;
}

const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;
const SAME_SITE = { lax: 'Lax', strict: 'Strict' } as const;
/** A cookie's name is a token (RFC 6265 section 4.1.1). */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
/** 32 bytes as base64url. */
const VALUE = /^[\w-]{43}$/;

/**
 * Makes the cookie of a backend whose users log in with a browser: http-only, and kept from other sites.
 *
 * @throws TypeError for an option that is unknown or not usable
 */
export function sessionCookie(
  options: SessionCookieOptions = {},
): SessionCookie {
  refuseUnknownNames(options, ['name', 'secure', 'sameSite', 'maxAgeSeconds']);
  const { sameSite = 'lax' } = options;
  const secure = readFlag(options, 'secure') || options.secure === undefined;
  const { name = secure ? '__Host-session' : 'session' } = options;
  if (!Object.hasOwn(SAME_SITE, sameSite))
    throw new TypeError('sameSite must be "lax" or "strict"');
  if (typeof (name as unknown) !== 'string' || !NAME.test(name))
    throw new TypeError('name must be the name of a cookie');
  if (!secure && /^__(?:Host|Secure)-/i.test(name))
    throw new TypeError(
      `secure must be true, because browsers refuse a cookie named ${name} otherwise`,
    );
  const maxAge = readInteger(
    'maxAgeSeconds',
    options.maxAgeSeconds ?? MAX_AGE_SECONDS,
    1,
    MAX_AGE_SECONDS,
  );
  const setCookie = (value: string, seconds: number): string =>
    `${name}=${value}; Max-Age=${String(seconds)}; Path=/; HttpOnly; SameSite=${SAME_SITE[sameSite]}${secure ? '; Secure' : ''}`;

  return Object.freeze<SessionCookie>({
    async issue() {
      const value = base64Url(crypto.getRandomValues(new Uint8Array(32)));
      return { id: await idOf(value), setCookie: setCookie(value, maxAge) };
    },
    async read(cookie) {
      const values = (cookie ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${name}=`))
        .map((pair) => pair.slice(name.length + 1))
        .filter((value) => VALUE.test(value));
      return values[0] === undefined ? undefined : idOf(values[0]);
    },
    clear: () => setCookie('', 0),
  });
}

async function idOf(value: string): Promise<string> {
  const bytes = new TextEncoder().encode(value);
  return base64Url(
    new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  );
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
