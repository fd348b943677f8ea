// A client that the vendor published, unchanged but for its base URL, against the mock.
import { Constants, CotterValidateJWT } from 'cotter-node';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';

let mock: MockCotter;

beforeAll(async () => {
  mock = await startMockCotter();
  Constants.BaseURL = `${mock.url}/api/v0`;
});

beforeEach(() => {
  // It prints its base URL each time.
  vi.spyOn(console, 'log').mockReturnValue();
});

afterAll(async () => {
  await mock.close();
});

it('cotter-node accepts access and id tokens of the mock', async () => {
  expect(await CotterValidateJWT(mock.mintAccessToken())).toBe(true);
  expect(await CotterValidateJWT(mock.mintIdToken())).toBe(true);
});

it.each(['expired', 'tampered', 'wrong-key', 'hs256', 'alg-none'] as const)(
  'cotter-node refuses one that is %s',
  async (defect) => {
    const token = mock.mintAccessToken({}, defect);
    expect(await CotterValidateJWT(token)).toBe(false);
  },
);
