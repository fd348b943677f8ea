import process from 'node:process';
import { Bench } from 'tinybench';
import { percentile } from './percentile.ts';

/**
 * How long an action takes in the middle of its calls, in microseconds.
 *
 * @param action what to time; it may be asynchronous
 * @param milliseconds for how long to repeat it
 * @param calls how many calls of the thing timed one action makes. Above 1 for what takes no longer than reading a clock
 * @throws what the action throws
 */
export async function microseconds(
  action: () => unknown,
  milliseconds: number,
  calls = 1,
): Promise<number> {
  const bench = new Bench({
    time: milliseconds,
    warmupTime: milliseconds / 5,
    iterations: 2,
    warmupIterations: 1,
    throws: true,
  });
  bench.add('action', action);
  const [task] = await bench.run();
  const median = percentile(task?.result?.samples ?? [], 50);
  return (median * 1000) / calls;
}

/**
 * The processor time, of this process with all its threads, that each of so many calls takes, in microseconds.
 *
 * @param atOnce how many calls are under way at any time
 */
export async function cpuMicroseconds(
  call: () => Promise<unknown>,
  calls: number,
  atOnce: number,
): Promise<number> {
  const before = process.cpuUsage();
  let left = calls;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left > 0) {
        left -= 1;
        await call();
      }
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}
