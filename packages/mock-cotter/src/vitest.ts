/**
 * A mock of Cotter's OAuth token API as a fixture of Vitest.
 *
 * @module
 */
import { test as base, type TestAPI } from 'vitest';
import type { MockCotter } from './mock.ts';
import type { MockCotterOptions } from './options/options.ts';
import { startMockCotter } from './start.ts';

/** What a test gets. */
export interface MockCotterFixtures {
  /**
   * A mock in this process, the same for all tests of a file and started for the first that asks for it. After each such
   * test it is reset: sessions, faults and records are forgotten, and its clock is put back. It is closed after the
   * file's last test.
   */
  readonly mock: MockCotter;
}

/**
 * Makes a `test` with the fixture `mock`; `extend` adds your own.
 *
 * @param options what the mock is started with. Default: none, so each option has its default
 */
export function mockCotterTest(
  options: MockCotterOptions = {},
): TestAPI<MockCotterFixtures> {
  return base.extend<MockCotterFixtures & { startedMock: MockCotter }>({
    startedMock: [
      // Vitest reads from the pattern which fixtures this one needs: none.
      // eslint-disable-next-line no-empty-pattern
      async ({}, use) => {
        await using mock = await startMockCotter(options);
        await use(mock);
      },
      { scope: 'file' },
    ],
    mock: async ({ startedMock }, use) => {
      try {
        await use(startedMock);
      } finally {
        startedMock.reset();
      }
    },
  });
}

/** `test` with a mock whose options are the defaults. */
export const test: TestAPI<MockCotterFixtures> = mockCotterTest();
