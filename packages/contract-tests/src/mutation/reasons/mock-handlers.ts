import type { Reason } from '../reason.ts';
import { UNLOADED } from './unloaded.ts';

const HANDLERS = 'packages/mock-cotter/src/handlers/';
const COOKIE = `${HANDLERS}refresh-cookie.ts`;
const EXAMPLES = {
  file: `${HANDLERS}verify-token.ts`,
  text: "description.paths['/verify'].post.responses['200'].content['application/json']",
  mutator: 'StringLiteral',
  replacement: '""',
  reason: UNLOADED,
};

export const mockHandlers: readonly Reason[] = [
  {
    file: `${HANDLERS}api-keys.ts`,
    text: "const id = headers[ApiKeyId.name.toLowerCase()] ?? '';",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'the engine refuses a request without the header before',
  },
  {
    file: COOKIE,
    text: "for (const pair of (cookies ?? '').split(';')) {",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'neither text holds the cookie',
  },
  {
    file: COOKIE,
    text: "const [key = '', ...value] = pair.split('=');",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'a split has a first part; the compiler alone asks',
  },
  {
    file: `${HANDLERS}sign-out.ts`,
    text: 'if (token !== undefined) world.sessions.revoke(token, id);',
    code: 'token !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'no session has an undefined token, so nothing is revoked',
  },
  { ...EXAMPLES, code: "'/verify'" },
  { ...EXAMPLES, code: "'200'" },
  { ...EXAMPLES, code: "'application/json'" },
];
