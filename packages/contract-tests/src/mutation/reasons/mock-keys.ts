import type { Reason } from '../reason.ts';

export const mockKeys: readonly Reason[] = [
  {
    file: 'packages/mock-cotter/src/keys/input-key.ts',
    text: 'bytes.length === SIGNATURE_BYTES &&',
    code: 'bytes.length === SIGNATURE_BYTES',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'a signature of another length does not verify',
  },
  {
    file: 'packages/mock-cotter/src/keys/signing-keys.ts',
    text: 'let retired: { readonly key: SigningKey; readonly until: number }[] = [];',
    code: '[]',
    mutator: 'ArrayDeclaration',
    replacement: '["Stryker was here"]',
    reason: 'what is no key stays published until no time',
  },
];
