import { expect, it } from 'vitest';
import { loadedOnce } from './load-once.ts';

it('loads once, also for those who ask at the same time', async () => {
  let loads = 0;
  const load = loadedOnce(
    () => Promise.resolve((loads += 1)),
    () => undefined,
  );
  expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  expect(await load()).toBe(1);
});

it('tries again after a failure, and names it', async () => {
  const codes: string[] = [];
  let loads = 0;
  const load = loadedOnce(
    () => {
      loads += 1;
      if (loads === 1)
        throw Object.assign(new Error('canary'), { code: 'EMFILE' });
      if (loads === 2) throw new Error('canary');
      return Promise.resolve('loaded');
    },
    (code) => codes.push(code),
  );
  await expect(load()).rejects.toThrow('canary');
  await expect(load()).rejects.toThrow('canary');
  expect(await load()).toBe('loaded');
  expect(codes).toEqual(['EMFILE', 'unknown error']);
});
