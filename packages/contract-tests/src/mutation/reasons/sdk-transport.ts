import type { Reason } from '../reason.ts';

const AXIOS_TRANSPORT = 'packages/cotter-sdk/src/transport/axios-transport.ts';
const READ_BODY = 'packages/cotter-sdk/src/transport/read-body.ts';

export const sdkTransport: readonly Reason[] = [
  {
    file: AXIOS_TRANSPORT,
    text: "const { adapter = ['http', 'fetch'], httpAgent, httpsAgent, proxy } = options;",
    code: "'fetch'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'Node.js has `http`, which comes first; the second is for browsers',
  },
  {
    file: READ_BODY,
    text: "const UTF8 = new TextDecoder('utf-8', { fatal: true });",
    code: "'utf-8'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason:
      '`TextDecoder` refuses that name while the file is loaded: no test begins, so that none fails',
  },
  {
    file: READ_BODY,
    text: '} else if (data !== undefined && data !== null) add(data);',
    code: 'data !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'undefined is written as no bytes at all',
  },
];
