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
];
