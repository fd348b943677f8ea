import type { Engine } from './engine.ts';

/** An engine that is made when its first request comes, so that who never sends one does not wait for it. */
export function lazyEngine(make: () => Promise<Engine>): Engine {
  let made: Promise<Engine> | undefined;
  const engine = (): Promise<Engine> => (made ??= make());
  return {
    admit: async (head) => (await engine()).admit(head),
    answer: async (...request) => (await engine()).answer(...request),
  };
}
