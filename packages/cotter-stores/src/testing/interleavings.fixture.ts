// Three users of one store take steps in any order, and each step has the outcome that a model says.
import type { SessionRecord, StoredSession } from '@org/cotter-sdk/session';
import { EMPTY_VERSION } from '../content.ts';
import type { StoreSteps } from '../steps.ts';
import { oldRecord } from './records.fixture.ts';

const USERS = 3;
const STEPS = 12;
const KINDS = [
  'load',
  'swap',
  'swap',
  'sign out',
  'acquire',
  'acquire',
  'renew',
  'release',
  'expire',
] as const;

/** A store that nobody has used, and a way to have its lock expire now. */
export interface FreshStore {
  readonly steps: StoreSteps;
  readonly expire: () => Promise<unknown>;
}

/** The same numbers below a bound for the same seed (an LCG of 32 bits, its upper half). */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(((state >>> 8) / 2 ** 24) * below);
  };
}

/**
 * Plays one order of steps.
 *
 * @throws Error that names the seed and the step whose outcome is wrong
 */
export async function playInterleaving(
  seed: number,
  { steps, expire }: FreshStore,
): Promise<void> {
  const next = numbers(seed);
  let content: StoredSession = { version: EMPTY_VERSION, record: null };
  let holder: number | undefined;
  const versions = new Set([EMPTY_VERSION]);
  const seen: string[] = Array<string>(USERS).fill(EMPTY_VERSION);
  const { signal } = new AbortController();
  for (let at = 0; at < STEPS; at += 1) {
    const user = next(USERS);
    const kind = KINDS[next(KINDS.length)] ?? 'load';
    const owner = `user-${String(user)}`;
    const expectSame = (got: unknown, expected: unknown): void => {
      if (JSON.stringify(got) !== JSON.stringify(expected))
        throw new Error(
          `seed ${String(seed)}, step ${String(at)}, ${kind}: ${JSON.stringify(got)} in place of ${JSON.stringify(expected)}`,
        );
    };
    switch (kind) {
      case 'load':
        expectSame(await steps.load(), content);
        seen[user] = content.version;
        break;
      case 'swap':
      case 'sign out': {
        const record = kind === 'swap' ? numbered(at) : null;
        const expected = seen[user] ?? '';
        const result = await steps.compareAndSwap(expected, record);
        expectSame(result !== undefined, expected === content.version);
        if (result === undefined) break;
        const { version } = result;
        expectSame(versions.has(version), false);
        versions.add(version);
        content = { version, record };
        seen[user] = version;
        break;
      }
      case 'acquire': {
        const taken = await steps.lock.acquire(owner, signal);
        expectSame(
          taken,
          holder === undefined ? { stored: content } : undefined,
        );
        if (taken === undefined) break;
        holder = user;
        seen[user] = content.version;
        break;
      }
      case 'renew':
        expectSame(await steps.lock.renew(owner, signal), holder === user);
        break;
      case 'release':
        await steps.lock.release(owner, signal);
        if (holder === user) holder = undefined;
        break;
      case 'expire':
        await expire();
        holder = undefined;
        break;
    }
  }
}

function numbered(at: number): SessionRecord {
  const { tokens } = oldRecord;
  return { tokens: { ...tokens, access_token: `access-${String(at)}` } };
}

/** Plays so many orders, some at once. */
export async function playInterleavings(
  count: number,
  atOnce: number,
  open: (seed: number) => FreshStore,
): Promise<void> {
  let seed = 0;
  const play = async (): Promise<void> => {
    while (seed < count) {
      seed += 1;
      await playInterleaving(seed, open(seed));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, play));
}
