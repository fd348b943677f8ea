import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';
import { followClock } from './client.ts';

const DAY_MS = 86_400_000;

let mock: MockCotter;

beforeEach(async () => {
  mock = await startMockCotter({ controlToken: 'control-token' });
});

afterEach(async () => {
  await mock.close();
});

const behindMs = (now: () => number, actual = mock.now()): number =>
  Math.abs(actual - now());

it('follows the clock of a mock, at once when asked and by itself', async () => {
  using clock = await followClock({
    url: mock.url,
    controlToken: 'control-token',
    intervalMs: 10,
  });
  const { now } = clock;
  expect(behindMs(now)).toBeLessThan(5000);
  mock.clock.advance(30 * DAY_MS);
  await clock.update();
  expect(behindMs(now)).toBeLessThan(5000);
  mock.clock.set(0);
  await vi.waitFor(() => {
    expect(now()).toBeLessThan(5000);
  });
});

it('follows the clock of an API key id, and goes on without the mock', async () => {
  mock.clock.of('other').advance(DAY_MS);
  const clock = await followClock({
    url: mock.url,
    controlToken: 'control-token',
    apiKeyId: 'other',
    intervalMs: 10,
  });
  const actual = mock.now() + DAY_MS;
  expect(behindMs(clock.now, actual)).toBeLessThan(5000);
  await mock.close();
  await expect(clock.update()).rejects.toThrow();
  expect(behindMs(clock.now, actual)).toBeLessThan(60_000);
  clock.stop();
});

it('says why it cannot', async () => {
  await expect(followClock({ url: mock.url })).rejects.toThrow(
    'The mock did not tell its time: The control API needs the control token',
  );
});
