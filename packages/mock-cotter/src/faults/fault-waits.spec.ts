// How long a fault waits, measured by the timers that it sets; none of them takes the time that it is set for.
import type * as Timers from 'node:timers';
import type * as TimersPromises from 'node:timers/promises';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { bareServer, jsonOf } from '../testing/bare.fixture.ts';
import { exchangeRaw, request } from '../testing/raw-http.fixture.ts';

const waits: (number | undefined)[] = [];

// Modules that use a replaced module are loaded again, here and in the next file of the same process.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.doUnmock('node:timers');
  vi.doUnmock('node:timers/promises');
  vi.resetModules();
});
vi.mock('node:timers', async (importOriginal) => {
  const timers = await importOriginal<typeof Timers>();
  const atOnce = (end: () => void, milliseconds?: number): NodeJS.Timeout => {
    waits.push(milliseconds);
    return timers.setTimeout(end, 1);
  };
  return { ...timers, setTimeout: atOnce };
});

vi.mock('node:timers/promises', async (importOriginal) => {
  const timers = await importOriginal<typeof TimersPromises>();
  const atOnce = (milliseconds?: number): Promise<void> => {
    waits.push(milliseconds);
    return timers.setTimeout(1);
  };
  return { ...timers, setTimeout: atOnce };
});

beforeEach(() => {
  waits.length = 0;
});

async function waited(prefer: string): Promise<unknown> {
  const { url } = await bareServer(() => jsonOf('ab'));
  const lines = ['Content-Type: application/json', `Prefer: ${prefer}`];
  await exchangeRaw(url, request('POST', '/x', lines, '{}'));
  return waits;
}

it('a delay is as long as it says', async () => {
  expect(await waited('fault=delay; delay=7000')).toEqual([7000]);
});

it('a fault without a delay does not wait', async () => {
  expect(await waited('fault=html')).toEqual([]);
});

it('a drip waits before each byte, ten milliseconds unless told otherwise', async () => {
  // The JSON text "ab" has four bytes.
  expect(await waited('fault=slow-drip')).toEqual([10, 10, 10, 10]);
  waits.length = 0;
  const delayed = await waited('fault=slow-drip; interval=500; delay=3000');
  expect(delayed).toEqual([3000, 500, 500, 500, 500]);
});
