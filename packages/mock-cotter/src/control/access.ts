import { createHash, timingSafeEqual } from 'node:crypto';
import { ApiError, notFound } from '../api/api-error.ts';
import type { RequestHead } from '../api/request-head.ts';
import {
  cookieName,
  cookieOf,
  type ConsoleKeys,
} from '../console/console-keys.ts';

/** Where the control API lives. */
const ROOT = '/__mock/';
const HEALTH = `${ROOT}health`;
/** Where the files of the console live, and its sign-in. Its page lives at the root. */
const CONSOLE = `${ROOT}console/`;

/** Who may control the mock. */
export interface ControlAccess {
  /** The address that the mock listens on. */
  readonly host: string;
  /** What a caller must send as `Authorization: Bearer`; without it, only callers on the own machine are let in. */
  readonly controlToken: string | undefined;
  /** What lets in the console, which is the only page that may control the mock. */
  readonly console: ConsoleKeys;
}

/** Whether a request is for the control API. */
export function isControl(path: string): boolean {
  return path.startsWith(ROOT);
}

/** Whether a request is for the console's page, its files or its sign-in. */
export function isConsole(path: string): boolean {
  return path === ROOT || path.startsWith(CONSOLE);
}

/** The address of the console, with the token that opens it. */
export function consoleUrl(url: string, { token }: ConsoleKeys): string {
  // A mock that listens on all addresses is reached by the name of this machine.
  const reachable = url.replace(
    /\/\/(0\.0\.0\.0|\[::\])(?=:\d)/,
    '//localhost',
  );
  return `${reachable}${ROOT}#token=${token}`;
}

/** Whether the mock has a control API, and so a console. */
export function hasControl({
  host,
  controlToken,
}: Pick<ControlAccess, 'controlToken' | 'host'>): boolean {
  return controlToken !== undefined || isLoopback(host);
}

/**
 * Refuses a control request from a caller who may not control the mock. Anyone may read the health.
 *
 * @throws {ApiError} 401 without the token that was set; 404 if the mock can be reached from elsewhere and no token was
 *   set; 403 if a page in a browser asks, which any site that the developer visits could be
 */
export function requireControlAccess(
  access: ControlAccess,
  { path, headers }: RequestHead,
): void {
  if (path === HEALTH) return;
  const { controlToken } = access;
  if (
    controlToken !== undefined &&
    same(headers['authorization'] ?? '', `Bearer ${controlToken}`)
  )
    return;
  requireReachable(access, headers);
  const isConsole =
    isOwnPage(headers) &&
    same(
      cookieOf(headers['cookie'] ?? '', cookieName(headers['host'] ?? '')) ??
        '',
      access.console.cookie,
    );
  if (isConsole) return;
  if (controlToken !== undefined)
    throw new ApiError(
      401,
      {
        msg: 'The control API needs the control token: Authorization: Bearer.',
        type: 'unauthorized',
      },
      { 'www-authenticate': 'Bearer' },
    );
  if (isPage(headers)) throw refusedPage();
}

/**
 * Refuses a request for the console's own files and for signing in to it, unless the developer's browser makes it for the
 * console itself.
 *
 * @throws {ApiError} 404 if the mock has no control API; 403 for every other page
 */
export function requireConsolePage(
  access: ControlAccess,
  { headers }: RequestHead,
): void {
  requireReachable(access, headers);
  if (isPage(headers) && !isOwnPage(headers)) throw refusedPage();
}

/** Whether a token is one that signs in to the console. */
export function opensConsole(access: ControlAccess, token: string): boolean {
  return (
    same(token, access.console.token) ||
    (access.controlToken !== undefined && same(token, access.controlToken))
  );
}

/** Without a control token, the mock must be reached as this machine, and by a name that nobody else's DNS can give it. */
function requireReachable(
  access: ControlAccess,
  headers: RequestHead['headers'],
): void {
  if (!hasControl(access)) throw notFound();
  if (access.controlToken !== undefined) return;
  const named = (headers['host'] ?? '').replace(/\.?(:\d*)?$/, '');
  if (!isLoopback(named)) throw refusedPage();
}

function refusedPage(): ApiError {
  return new ApiError(403, {
    msg: 'Without a control token, the control API answers only programs on this machine and its own console. Open the console at the address that the mock printed.',
    type: 'forbidden',
  });
}

function isPage(headers: RequestHead['headers']): boolean {
  return (
    headers['origin'] !== undefined ||
    // A page's images and links have no Origin. Programs have no such header, and an address that is typed has `none`.
    !['none', undefined].includes(headers['sec-fetch-site'])
  );
}

/** Whether the page that makes a request, if it is a page, comes from this very mock. */
function isOwnPage({
  host,
  origin,
  'sec-fetch-site': site,
}: RequestHead['headers']): boolean {
  return (
    // Browsers send it only to addresses that they trust: to TLS and to the own machine.
    ['none', 'same-origin', undefined].includes(site) &&
    (origin === undefined ||
      (host !== undefined &&
        [`http://${host}`, `https://${host}`].includes(origin)))
  );
}

function same(given: string, expected: string): boolean {
  const digest = (text: string): Buffer =>
    createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Whether a host name or address, as an option or a URL has it, means the own machine (RFC 1122, RFC 6761). */
export function isLoopback(host: string): boolean {
  return (
    host.toLowerCase() === 'localhost' ||
    host === '::1' ||
    host === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}
