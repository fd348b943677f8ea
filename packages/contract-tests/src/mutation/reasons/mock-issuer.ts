import type { Reason } from '../reason.ts';

const JWT = 'packages/mock-cotter/src/issuer/jwt.ts';
const MINT = 'packages/mock-cotter/src/issuer/mint-jwt.ts';

export const mockIssuer: readonly Reason[] = [
  {
    file: 'packages/mock-cotter/src/issuer/issuer.ts',
    text: '...(identifier === undefined ? {} : { identifier }),',
    code: 'identifier === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'JSON has no undefined claims',
  },
  {
    file: JWT,
    text: "const [head = '', payload = '', signature = ''] = parts;",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    times: 3,
    reason:
      'anything but three parts is refused before they are looked at; the compiler alone asks',
  },
  {
    file: JWT,
    text: 'if (known !== undefined) return known;',
    code: 'known !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'the same head is made anew each time, slower',
  },
  {
    file: JWT,
    text: "alg === 'ES256' && typeof kid === 'string' ? keys.find(kid) : undefined;",
    code: "typeof kid === 'string'",
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'no key has a kid that is no text',
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
    file: MINT,
    text: 'if (claims === undefined)',
    code: 'claims === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'the issuer knows its own token; the compiler alone asks',
  },
  {
    file: MINT,
    text: "throw new Error('The issuer does not know its own token.');",
    code: "'The issuer does not know its own token.'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'the issuer knows its own token; the compiler alone asks',
  },
  {
    file: MINT,
    text: 'default:',
    code: 'default:\n      return {};',
    mutator: 'ConditionalExpression',
    replacement: 'default:',
    reason: 'the end of the function yields undefined, which adds no claim',
  },
];
