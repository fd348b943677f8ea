import { setupWorker } from 'msw/browser';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { signedInUser } from '../src/signed-in-user.ts';
import { cotterHandlers } from './cotter-handlers.ts';

const worker = setupWorker(...cotterHandlers(inject('mockUrl')));
const { good, forged } = inject('idTokens');

beforeAll(async () => {
  // Everything else, such as the test runner's own requests, goes where it should.
  await worker.start({ onUnhandledRequest: 'bypass', quiet: true });
});
afterAll(() => {
  worker.stop();
});

test('knows the user of a good token only', async () => {
  expect(await signedInUser(good)).toBe('ada@example.com');
  await expect(signedInUser(forged)).rejects.toMatchObject({
    code: 'token_invalid',
  });
});
