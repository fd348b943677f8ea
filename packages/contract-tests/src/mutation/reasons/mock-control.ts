import type { Reason } from '../reason.ts';

const GATE = 'packages/mock-cotter/src/control/gate.ts';
const HANDLERS = 'packages/mock-cotter/src/control/control-handlers.ts';
const NOTHING = {
  file: GATE,
  code: "''",
  mutator: 'StringLiteral',
  replacement: '"Stryker was here!"',
};

export const mockControl: readonly Reason[] = [
  {
    file: HANDLERS,
    text: 'requests: mock.requests.list(apiKeyId === undefined ? {} : { apiKeyId }),',
    code: 'apiKeyId === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'a filter by no API key id lets all through',
  },
  {
    file: HANDLERS,
    text: '() => ok({ kid: mock.keys.jwks().keys[0]?.kid }),',
    code: 'mock.keys.jwks().keys[0]?.kid',
    mutator: 'OptionalChaining',
    replacement: 'mock.keys.jwks().keys[0].kid',
    reason: 'one key is active always; the compiler alone asks',
  },
  {
    ...NOTHING,
    text: "if (!same(headers['authorization'] ?? '', `Bearer ${controlToken}`))",
    reason: 'neither text is the token',
  },
  {
    ...NOTHING,
    text: "const named = (headers['host'] ?? '').replace(/:\\d*$/, '');",
    reason: 'neither text is a name of this machine',
  },
];
