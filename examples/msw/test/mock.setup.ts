// Runs in Node.js, before the browser starts.
import { startMockCotter } from '@org/mock-cotter';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    mockUrl: string;
    idTokens: { good: string; forged: string };
  }
}

export default async function setup(project: TestProject) {
  const mock = await startMockCotter();
  project.provide('mockUrl', mock.url);
  const claims = { identifier: 'ada@example.com' };
  project.provide('idTokens', {
    good: mock.mintIdToken(claims),
    forged: mock.mintIdToken(claims, 'wrong-key'),
  });
  return () => mock.close();
}
