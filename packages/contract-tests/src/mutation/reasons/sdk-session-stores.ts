import type { Reason } from '../reason.ts';

const FILE_TOKEN_STORE = 'packages/cotter-sdk/src/session/file-token-store.ts';
const LOCK_FILE = 'packages/cotter-sdk/src/session/lock-file.ts';
const MEMORY_TOKEN_STORE =
  'packages/cotter-sdk/src/session/memory-token-store.ts';

export const sdkSessionStores: readonly Reason[] = [
  {
    file: FILE_TOKEN_STORE,
    text: "const EMPTY: StoredSession = { version: 'empty', record: null };",
    code: "'empty'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'any text does that is never written as a version',
  },
  {
    file: FILE_TOKEN_STORE,
    text: "text = await readFile(path, 'utf8');",
    code: "'utf8'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: '`JSON.parse` makes the same text of the bytes',
  },
  {
    file: FILE_TOKEN_STORE,
    text: '} catch {',
    code: '{\n    return undefined;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the end of the function yields undefined too',
  },
  {
    file: LOCK_FILE,
    text: 'if (Date.now() - mtimeMs <= leaseMs) return undefined;',
    code: 'Date.now() - mtimeMs <= leaseMs',
    mutator: 'EqualityOperator',
    replacement: 'Date.now() - mtimeMs < leaseMs',
    reason: 'at the very moment at which the lease ends, either is right',
  },
  {
    file: MEMORY_TOKEN_STORE,
    text: "let stored: StoredSession = { version: '0', record: null };",
    code: "'0'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'any text does that is no later version',
  },
  {
    file: MEMORY_TOKEN_STORE,
    text: 'version += 1;',
    code: 'version += 1',
    mutator: 'AssignmentOperator',
    replacement: 'version -= 1',
    reason: 'numbers that fall differ from each other as well',
  },
  {
    file: MEMORY_TOKEN_STORE,
    text: "signal.addEventListener('abort', onAbort, { once: true });",
    code: '{ once: true }',
    mutator: 'ObjectLiteral',
    replacement: '{}',
    reason:
      'a signal fires once at most, and the listener is removed when the turn comes',
  },
  {
    file: MEMORY_TOKEN_STORE,
    text: "signal.addEventListener('abort', onAbort, { once: true });",
    code: 'true',
    mutator: 'BooleanLiteral',
    replacement: 'false',
    reason:
      'a signal fires once at most, and the listener is removed when the turn comes',
  },
];
