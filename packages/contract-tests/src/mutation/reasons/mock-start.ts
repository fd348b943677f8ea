import type { Reason } from '../reason.ts';

const START = 'packages/mock-cotter/src/start.ts';
const FIXTURE = 'packages/mock-cotter/src/vitest/index.ts';
const PORT = 'a server that listens has a port; the compiler alone asks';
const UNLOADED =
  'the tests do not load, which fails them all; Stryker counts tests that failed, and none was run';

export const mockStart: readonly Reason[] = [
  {
    file: START,
    text: 'seed === undefined',
    code: 'seed === undefined',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason:
      'signatures that are made so are as good; without a seed they only take longer',
  },
  {
    file: START,
    text: "within(claims?.['aud'], () => mintJwt(jwtMint, 'id', claims, defect)),",
    code: "'id'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: 'what is minted as no access token is an id token',
  },
  {
    file: START,
    text: "if (address === null || typeof address === 'string')",
    code: "address === null || typeof address === 'string'",
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: PORT,
  },
  {
    file: START,
    text: "if (address === null || typeof address === 'string')",
    code: "address === null || typeof address === 'string'",
    mutator: 'LogicalOperator',
    replacement: "address === null && typeof address === 'string'",
    reason: PORT,
  },
  {
    file: START,
    text: "if (address === null || typeof address === 'string')",
    code: 'address === null',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: PORT,
  },
  {
    file: START,
    text: "if (address === null || typeof address === 'string')",
    code: "typeof address === 'string'",
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: PORT,
  },
  {
    file: START,
    text: "if (address === null || typeof address === 'string')",
    code: "'string'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: PORT,
  },
  {
    file: START,
    text: "throw new Error('The mock does not listen on a port.');",
    code: "'The mock does not listen on a port.'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: PORT,
  },
  {
    file: FIXTURE,
    text: '): TestAPI<MockCotterFixtures> {',
    code: "{\n  return base.extend<MockCotterFixtures & { startedMock: MockCotter }>({\n    startedMock: [\n      // Vitest reads from the pattern which fixtures this one needs: none.\n      // eslint-disable-next-line no-empty-pattern\n      async ({}, use) => {\n        await using mock = await startMockCotter(options);\n        await use(mock);\n      },\n      { scope: 'file' },\n    ],\n    mock: async ({ startedMock }, use) => {\n      try {\n        await use(startedMock);\n      } finally {\n        startedMock.reset();\n      }\n    },\n  });\n}",
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: UNLOADED,
  },
  {
    file: FIXTURE,
    text: 'return base.extend<MockCotterFixtures & { startedMock: MockCotter }>({',
    code: "{\n    startedMock: [\n      // Vitest reads from the pattern which fixtures this one needs: none.\n      // eslint-disable-next-line no-empty-pattern\n      async ({}, use) => {\n        await using mock = await startMockCotter(options);\n        await use(mock);\n      },\n      { scope: 'file' },\n    ],\n    mock: async ({ startedMock }, use) => {\n      try {\n        await use(startedMock);\n      } finally {\n        startedMock.reset();\n      }\n    },\n  }",
    mutator: 'ObjectLiteral',
    replacement: '{}',
    reason: UNLOADED,
  },
  {
    file: FIXTURE,
    text: "{ scope: 'file' },",
    code: "'file'",
    mutator: 'StringLiteral',
    replacement: '""',
    reason: UNLOADED,
  },
];
