import type { Reason } from '../reason.ts';

const REDACT = 'packages/cotter-sdk/src/redact.ts';

export const sdkErrors: readonly Reason[] = [
  {
    file: REDACT,
    text: 'return [];',
    code: '[]',
    mutator: 'ArrayDeclaration',
    replacement: '["Stryker was here"]',
    reason: 'a form that stands in no text; none at all finds as much',
  },
  {
    file: REDACT,
    text: 'for (let start = 0; start < text.length; start += 1) {',
    code: 'start < text.length',
    mutator: 'EqualityOperator',
    replacement: 'start <= text.length',
    reason:
      'nothing stands behind the end of a text, so no secret begins there',
  },
  {
    file: REDACT,
    text: 'while (length < secret.length && text[at + length] === secret[length]) {',
    code: 'length < secret.length',
    mutator: 'EqualityOperator',
    replacement: 'length <= secret.length',
    reason:
      'a span that ends one place behind the end of the text is cut off there',
  },
];
