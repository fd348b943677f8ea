import { expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { Refusal } from '../refusal.ts';
import { createEngine } from './engine.ts';
import { lazyEngine } from './lazy-engine.ts';

it('an engine is made for its first request, and once', async () => {
  let made = 0;
  const engine = lazyEngine(() => {
    made += 1;
    return createEngine({ description, handlers: {}, log: () => undefined });
  });
  expect(made).toBe(0);
  const head = { method: 'GET', path: '/nowhere', headers: {} };
  const refused = [1, 2].map(() => engine.admit(head));
  await expect(refused[0]).rejects.toThrow(Refusal);
  await expect(refused[1]).rejects.toThrow(Refusal);
  expect(made).toBe(1);
});
