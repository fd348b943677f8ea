import type { Reason } from '../reason.ts';
import { UNLOADED } from './unloaded.ts';

const BASE64 = 'packages/cotter-sdk/src/verify/base64.ts';
const JWT = 'packages/cotter-sdk/src/verify/jwt.ts';
const ED25519 = 'packages/cotter-sdk/src/verify/ed25519.ts';
const ES256 = 'packages/cotter-sdk/src/verify/es256.ts';

/** A part of a JWT that the check of the number of parts has found already. */
function partIsThere(code: string, text = `${code} ||`): Reason {
  return {
    file: JWT,
    text,
    code,
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'three parts are all there; the compiler alone asks',
  };
}

export const sdkVerify: readonly Reason[] = [
  {
    file: BASE64,
    text: 'for (let value = 0; value < alphabet.length; value += 1) {',
    code: 'value < alphabet.length',
    mutator: 'EqualityOperator',
    replacement: 'value <= alphabet.length',
    reason:
      'one step more sets the value of a character that is none (`charCodeAt` yields NaN), which nothing reads',
  },
  partIsThere('headerPart === undefined'),
  partIsThere('payloadPart === undefined'),
  partIsThere('signaturePart === undefined', 'signaturePart === undefined'),
  {
    file: JWT,
    text: 'if (bytes === undefined) return undefined;',
    code: 'bytes === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'undefined is decoded to an empty text, which is no JSON',
  },
  {
    file: JWT,
    text: '} catch {',
    code: '{\n    return undefined;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the end of the function yields undefined too',
  },
  {
    file: JWT,
    text: "const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });",
    code: "'utf-8'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: UNLOADED,
  },
  {
    file: ED25519,
    text: 'return keys.filter((key) => key !== undefined);',
    code: 'keys.filter((key) => key !== undefined)',
    mutator: 'MethodExpression',
    replacement: 'keys',
    reason: 'undefined keys were refused before; the compiler alone asks',
  },
  {
    file: ED25519,
    text: 'return keys.filter((key) => key !== undefined);',
    code: 'key !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'undefined keys were refused before; the compiler alone asks',
  },
  {
    file: ED25519,
    text: "return await subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']);",
    code: 'false',
    mutator: 'BooleanLiteral',
    replacement: 'true',
    reason: 'whether a key that never leaves the function may be exported',
  },
  {
    file: ES256,
    text: "verify('sha256', Buffer.from(text, 'latin1'), options, signature);",
    code: "'latin1'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'a text in base64url and dots has the same bytes in UTF-8',
  },
  {
    file: ES256,
    text: '} catch {',
    code: '{\n    return undefined;\n  }',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the end of the function yields undefined too',
  },
  {
    file: ES256,
    text: 'false,',
    code: 'false',
    mutator: 'BooleanLiteral',
    replacement: 'true',
    reason: 'whether a key that never leaves the function may be exported',
  },
];
