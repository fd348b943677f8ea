import type { Reason } from '../reason.ts';

const TOKEN = 'packages/mock-cotter/src/state/refresh-token.ts';
const SESSIONS = 'packages/mock-cotter/src/state/sessions.ts';
const FORM = String.raw`/^(0|[1-9]\d{0,14}):([0-9a-z]{6})([A-Za-z0-9]{44})$/`;
const MATCH = {
  file: TOKEN,
  text: `const match = ${FORM}.exec(`,
  code: FORM,
  mutator: 'Regex',
  reason:
    'what was read is written again and compared with the whole of what was given',
};
const REVOKED = {
  file: SESSIONS,
  text: "if (typeof found !== 'string') sessions.delete(found.number);",
  reason: 'a refusal has no number, and nothing is kept under none',
};

export const mockState: readonly Reason[] = [
  { ...MATCH, replacement: FORM.replace('^', '') },
  { ...MATCH, replacement: FORM.replace('$', '') },
  {
    file: TOKEN,
    text: "return Buffer.from(mac.slice(0, 6), 'base64').readUInt32BE() >>> 1;",
    code: 'mac.slice(0, 6)',
    mutator: 'MethodExpression',
    replacement: 'mac',
    reason: 'the first four bytes are the same, however many follow',
  },
  {
    file: TOKEN,
    text: "const [, number, count = '', mac = ''] = match;",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    times: 2,
    reason: 'a match has all of its groups; the compiler alone asks',
  },
  {
    file: SESSIONS,
    text: "const graceMs = typeof mode === 'object' ? mode.graceMs : 0;",
    code: "typeof mode === 'object'",
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'a text has no such field, and no age is below undefined',
  },
  {
    file: SESSIONS,
    text: "if (parts === undefined || session === undefined) return 'unknown';",
    code: 'parts === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'without parts there is no session either; the compiler alone asks',
  },
  {
    ...REVOKED,
    code: "typeof found !== 'string'",
    mutator: 'ConditionalExpression',
    replacement: 'true',
  },
  {
    ...REVOKED,
    code: "'string'",
    mutator: 'StringLiteral',
    replacement: '""',
  },
];
