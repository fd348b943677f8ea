// A store as a database keeps it: every step is atomic and takes a while, and a lock has a lease.
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { SessionRecord, StoredSession } from '@org/cotter-sdk/session';

export type StoreRequest =
  | { readonly type: 'load' | 'lock' }
  | { readonly type: 'renew' | 'unlock'; readonly owner: string }
  | {
      readonly type: 'swap';
      readonly version: string;
      readonly next: SessionRecord | null;
    };

export interface StoreReply {
  readonly id: number;
  readonly result: unknown;
}

export interface StoreServer {
  /** Answers the requests of a process. */
  readonly serve: (child: ChildProcess) => void;
  /** What is stored. */
  readonly load: () => Promise<StoredSession>;
}

/** @param random yields numbers from 0 to 1, for the time that a step takes: 2 to 16 ms in all. */
export function startStoreServer(
  leaseMs: number,
  random: () => number,
): StoreServer {
  let stored: StoredSession = { version: randomUUID(), record: null };
  let lock = { owner: '', until: 0 };
  const carryOut = (request: StoreRequest): unknown => {
    const now = Date.now();
    const isOwner =
      'owner' in request && lock.owner === request.owner && now < lock.until;
    switch (request.type) {
      case 'load':
        return stored;
      case 'swap':
        if (request.version !== stored.version) return undefined;
        stored = { version: randomUUID(), record: request.next };
        return { version: stored.version };
      case 'lock':
        if (now < lock.until) return false;
        lock = { owner: randomUUID(), until: now + leaseMs };
        return lock.owner;
      case 'renew':
        if (isOwner) lock = { ...lock, until: now + leaseMs };
        return isOwner;
      case 'unlock':
        if (isOwner) lock = { owner: '', until: 0 };
        return isOwner;
    }
  };
  const pause = () =>
    new Promise((resolve) => setTimeout(resolve, 1 + 7 * random()));
  const answer = async (
    child: ChildProcess,
    request: StoreRequest & { readonly id: number },
  ): Promise<void> => {
    await pause();
    const result = carryOut(request);
    await pause();
    // A process that was killed just now gets no reply, and that is no failure.
    child.send({ id: request.id, result }, () => undefined);
  };
  return {
    load: () => Promise.resolve(stored),
    serve(child) {
      child.on('message', (message: object) => {
        if (!('id' in message)) return;
        void answer(child, message as StoreRequest & { readonly id: number });
      });
    },
  };
}
