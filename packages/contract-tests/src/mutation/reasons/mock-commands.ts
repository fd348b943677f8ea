import type { Reason } from '../reason.ts';

const CLI = 'packages/mock-cotter/src/cli.ts';
const MINT = 'packages/mock-cotter/src/mint-command.ts';
const CODE = {
  file: CLI,
  text: "error instanceof Error && 'code' in error ? error.code : undefined;",
  code: "error instanceof Error && 'code' in error",
  reason: 'a start fails with an `Error`, whose absent code is undefined',
};

export const mockCommands: readonly Reason[] = [
  {
    file: CLI,
    text: 'if (!(error instanceof WrongOption)) throw error;',
    code: '!(error instanceof WrongOption)',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'the command line is known to be read or to throw that',
  },
  {
    file: CLI,
    text: "{ host = '', port = 0 }: MockCotterOptions,",
    code: "''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'the command line gives a host; the compiler alone asks',
  },
  { ...CODE, mutator: 'ConditionalExpression', replacement: 'true' },
  {
    ...CODE,
    mutator: 'LogicalOperator',
    replacement: "error instanceof Error || 'code' in error",
  },
  {
    file: MINT,
    text: '...(controlToken === undefined ? {} : { controlToken }),',
    code: 'controlToken === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'an undefined one is none for the client too',
  },
  {
    file: MINT,
    text: 'if (kind === undefined || !isKind(kind) || rest.length > 0)',
    code: 'kind === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'no kind is called `undefined`; the compiler alone asks',
  },
];
