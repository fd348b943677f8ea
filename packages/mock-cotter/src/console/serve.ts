import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, methodNotAllowed, notFound } from '../api/api-error.ts';
import type { RequestHead } from '../api/request-head.ts';
import {
  opensConsole,
  requireConsolePage,
  type ControlAccess,
} from '../control/access.ts';
import { parseJson } from '../http/parse-json.ts';
import { readBody } from '../http/read-body.ts';
import { write } from '../http/send.ts';
import { cookieName } from './console-keys.ts';
import { files } from './files.ts';

const SIGN_IN_LIMIT_BYTES = 4096;

/** Nothing from anywhere else, nothing inline, and in no frame (W3C, Content Security Policy Level 3). */
const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const TYPES = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};
const PAGES: Readonly<Record<string, keyof typeof files>> = {
  '/__mock/': 'html',
  '/__mock/console/console.css': 'css',
  '/__mock/console/console.js': 'js',
};
const SIGN_IN = '/__mock/console/sign-in';

/**
 * Answers a request for the console's page, its files, or its sign-in.
 *
 * @throws {ApiError} if the request may not be answered
 */
export async function serveConsole(
  access: ControlAccess,
  head: RequestHead,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireConsolePage(access, head);
  if (head.path === SIGN_IN) return signIn(access, head, request, reply);
  const name = Object.hasOwn(PAGES, head.path) ? PAGES[head.path] : undefined;
  if (name === undefined) throw notFound();
  if (head.method !== 'GET' && head.method !== 'HEAD')
    throw methodNotAllowed(head.method, ['GET', 'HEAD']);
  const headers = { ...PAGE_HEADERS, 'content-type': TYPES[name] };
  return write(reply, { status: 200, headers, body: files[name] });
}

/** Gives a browser that has the token a cookie in place of it, which no script can read. */
async function signIn(
  access: ControlAccess,
  { method, headers }: RequestHead,
  { raw }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (method !== 'POST') throw methodNotAllowed(method, ['POST']);
  const length = Number(headers['content-length'] ?? NaN);
  const body = parseJson(await readBody(raw, length, SIGN_IN_LIMIT_BYTES));
  const { token } = Object(body) as { token?: unknown };
  if (typeof token !== 'string' || !opensConsole(access, token))
    throw new ApiError(401, {
      msg: 'This token does not open the console of this mock. The mock prints the right address when it starts.',
      type: 'unauthorized',
    });
  const cookie = [
    `${cookieName(headers['host'] ?? '')}=${access.console.cookie}`,
    'Path=/__mock/',
    'HttpOnly',
    'SameSite=Strict',
    ...('encrypted' in raw.socket ? ['Secure'] : []),
  ].join('; ');
  return write(reply, {
    status: 204,
    headers: { 'set-cookie': cookie, 'cache-control': 'no-store' },
    body: undefined,
  });
}
