// What becomes of changes when the log that replicas share fails, or a replica was stopped in its turn. The log is one in
// memory; tools/integration-tests has the replicas on Redis.
import { describe, expect, it } from 'vitest';
import { systemRandomness } from '../../determinism/randomness.ts';
import { createFaults } from '../../faults/faults.ts';
import { createServices, type Services } from '../../handlers/services.ts';
import { checkedOptions } from '../../options/options.ts';
import { ApiError } from '../../api/api-error.ts';
import type { News, Position, SharedLog } from './redis-log.ts';
import { shareState, type SharedState } from './shared-state.ts';

const KEY = 'key-id';
const subject = (userId: string) => ({
  apiKeyId: KEY,
  userId,
  authMethod: 'OTP',
  authTime: '0',
});

/** A log in memory, as the scripts of Redis keep it, and what to do in place of the next steps. */
function memoryLog() {
  let epoch = '';
  let base = 0;
  let snapshot = '';
  let changes: string[] = [];
  let holder: string | undefined;
  const instead: { take?: () => void; commit?: () => Promise<void> | void } =
    {};
  const news = (known: Position): News => {
    const isNews = known.epoch !== epoch || known.seq < base;
    return {
      epoch,
      seq: base + changes.length,
      length: changes.length,
      ...(isNews && epoch !== '' ? { snapshot } : {}),
      changes: isNews ? [...changes] : changes.slice(known.seq - base),
    };
  };
  const log: SharedLog = {
    read: (known) => Promise.resolve(news(known)),
    async take(owner, known) {
      await Promise.resolve();
      instead.take?.();
      if (holder !== undefined) return undefined;
      holder = owner;
      return news(known);
    },
    async commit(owner, added, more = {}) {
      const before = instead.commit;
      delete instead.commit;
      await before?.();
      if (holder !== owner) return false;
      holder = undefined;
      if (more.epoch !== undefined) {
        epoch = more.epoch;
        base = 0;
        changes = [];
      }
      changes.push(...added);
      if (more.snapshot !== undefined) {
        ({ snapshot } = more);
        base += changes.length;
        changes = [];
      }
      return true;
    },
    close: () => undefined,
  };
  return {
    log,
    instead,
    /** As when the turn of a stopped replica is over. */
    loseTurn: () => {
      holder = undefined;
    },
  };
}

async function replica(
  log: SharedLog,
): Promise<Services & { shared: SharedState }> {
  const state: { shared?: SharedState } = {};
  const services = createServices(
    checkedOptions({}),
    systemRandomness,
    undefined,
    (change) => state.shared?.persist(change),
  );
  const faults = createFaults(() => state.shared?.faultsChanged());
  const shared = await shareState(log, { ...services, faults });
  state.shared = shared;
  return { ...services, shared };
}

const users = ({ sessions }: Services): string[] =>
  sessions.list().map(({ userId }) => userId);

describe('a turn', () => {
  it('keeps its changes before it gives its result', async () => {
    const { log } = memoryLog();
    const a = await replica(log);
    const b = await replica(log);
    const token = await a.shared.run(() => a.sessions.open(subject('ann')));
    const used = await b.shared.run(() => {
      const found = b.sessions.present(token, KEY);
      return typeof found === 'string' ? found : found.use();
    });
    expect(used).toMatch(/^17:/);
    const reused = await a.shared.run(() => a.sessions.present(token, KEY));
    expect(reused).toBe('reused');
  });

  it('keeps what changed before its work failed, and fails as that does', async () => {
    const { log } = memoryLog();
    const a = await replica(log);
    const b = await replica(log);
    const failure = new ApiError(400, { msg: 'no', type: 'invalid_grant' });
    const work = a.shared.run(() => {
      a.sessions.open(subject('ann'));
      throw failure;
    });
    await expect(work).rejects.toBe(failure);
    await b.shared.sync();
    expect(users(b)).toEqual(['ann']);
  });

  it('that was over before its end is played again, on what the others did meanwhile', async () => {
    const { log, instead, loseTurn } = memoryLog();
    const a = await replica(log);
    const b = await replica(log);
    instead.commit = async () => {
      loseTurn();
      await b.shared.run(() => b.sessions.open(subject('bob')));
    };
    let times = 0;
    const token = await a.shared.run(() => {
      times += 1;
      return a.sessions.open(subject('ann'));
    });
    expect(times).toBe(2);
    expect(token).toMatch(/^18:/);
    await b.shared.sync();
    expect(users(b)).toEqual(['ann', 'bob']);
    expect(users(a)).toEqual(users(b));
  });

  it('whose end nobody heard of is a 500, and the log decides what holds', async () => {
    const { log, instead } = memoryLog();
    const a = await replica(log);
    instead.commit = () => {
      throw new Error('the connection broke');
    };
    const work = a.shared.run(() => a.sessions.open(subject('ann')));
    await expect(work).rejects.toMatchObject({ status: 500 });
  });

  it('that does not begin is a 503, and its work is not done', async () => {
    const { log, instead } = memoryLog();
    const a = await replica(log);
    instead.take = () => {
      throw new Error('down');
    };
    const work = a.shared.run(() => a.sessions.open(subject('ann')));
    await expect(work).rejects.toMatchObject({ status: 503 });
    expect(users(a)).toEqual([]);
    delete instead.take;
    await a.shared.run(() => a.sessions.open(subject('bob')));
    expect(users(a)).toEqual(['bob']);
  });
});

describe('a change from outside of a turn', () => {
  it('reaches the others by itself, also if it comes in the midst of another turn', async () => {
    const { log, instead } = memoryLog();
    const a = await replica(log);
    const b = await replica(log);
    a.clock.set(5);
    instead.commit = () => {
      a.keys.rotate();
    };
    await expect
      .poll(async () => {
        await b.shared.sync();
        return [b.clock.now(), b.keys.jwks().keys.length];
      })
      .toEqual([5, 2]);
    expect(b.keys.jwks()).toEqual(a.keys.jwks());
  });

  it.each(['is over too soon', 'breaks'])(
    'is not lost if its turn %s',
    async (what) => {
      const { log, instead, loseTurn } = memoryLog();
      const a = await replica(log);
      const b = await replica(log);
      instead.commit = () => {
        loseTurn();
        if (what === 'breaks') throw new Error('the connection broke');
      };
      a.clock.set(5);
      await expect
        .poll(async () => {
          await a.shared.run(() => undefined);
          await b.shared.sync();
          return b.clock.now();
        })
        .toBe(5);
      expect(a.clock.now()).toBe(5);
    },
  );

  it('wins over what others did in the same moment', async () => {
    const { log } = memoryLog();
    const a = await replica(log);
    const b = await replica(log);
    await b.shared.run(() => {
      b.clock.set(7);
    });
    a.clock.set(5);
    await a.shared.run(() => undefined);
    await b.shared.sync();
    expect([a.clock.now(), b.clock.now()]).toEqual([5, 5]);
  });
});
