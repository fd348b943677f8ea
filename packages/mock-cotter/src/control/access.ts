import { createHash, timingSafeEqual } from 'node:crypto';
import { ApiError, notFound } from '../api/api-error.ts';
import type { RequestHead } from '../api/request-head.ts';

/** Where the control API lives. */
const ROOT = '/__mock/';
const HEALTH = `${ROOT}health`;

/** Who may control the mock. */
export interface ControlAccess {
  /** The address that the mock listens on. */
  readonly host: string;
  /** What a caller must send as `Authorization: Bearer`; without it, only callers on the own machine are let in. */
  readonly controlToken: string | undefined;
}

/** Whether a request is for the control API. */
export function isControl(path: string): boolean {
  return path.startsWith(ROOT);
}

/**
 * Refuses a control request from a caller who may not control the mock. Anyone may read the health.
 *
 * @throws {ApiError} 401 without the token that was set; 404 if the mock can be reached from elsewhere and no token was
 *   set; 403 if a page in a browser asks, which any site that the developer visits could be
 */
export function requireControlAccess(
  { host, controlToken }: ControlAccess,
  { path, headers }: RequestHead,
): void {
  if (path === HEALTH) return;
  if (controlToken !== undefined) {
    if (!same(headers['authorization'] ?? '', `Bearer ${controlToken}`))
      throw new ApiError(
        401,
        {
          msg: 'The control API needs the control token: Authorization: Bearer.',
          type: 'unauthorized',
        },
        { 'www-authenticate': 'Bearer' },
      );
    return;
  }
  if (!isLoopback(host)) throw notFound();
  // A name that an attacker's DNS points to this machine makes a page of his own origin.
  const named = (headers['host'] ?? '').replace(/\.?(:\d*)?$/, '');
  const isOfPage =
    headers['origin'] !== undefined ||
    // A page's images and links have no Origin. Programs have no such header, and an address that is typed has `none`.
    !['none', undefined].includes(headers['sec-fetch-site']);
  if (isOfPage || !isLoopback(named))
    throw new ApiError(403, {
      msg: 'Without a control token, the control API answers programs on this machine alone, and no page.',
      type: 'forbidden',
    });
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
