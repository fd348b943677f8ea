import { createClient } from '@redis/client';
import { StateError } from '../saved-state.ts';
import { withoutPassword } from './address.ts';
import { COMMIT, READ, TAKE } from './scripts.ts';

/** In one slot of a cluster. */
const KEYS = [
  '{mock-cotter}:state',
  '{mock-cotter}:changes',
  '{mock-cotter}:turn',
];

/** How long a replica that died in its turn keeps the others waiting, in milliseconds. A turn takes moments. */
const TURN_MS = 2000;

/** How long Redis may take for one step, in milliseconds. */
const STEP_TIMEOUT_MS = 5000;

/** How much of the log a replica knows. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** What it does not know yet. */
export interface News extends Position {
  /** How many changes came after the snapshot. */
  readonly length: number;
  /** The whole state, before `changes`; missing if only changes are new. */
  readonly snapshot?: string;
  readonly changes: readonly string[];
}

/** The log of changes that replicas share. Every call rejects if Redis fails or takes too long. */
export interface SharedLog {
  read(known: Position): Promise<News>;
  /** Begins a turn; resolves to undefined while it is another's. */
  take(owner: string, known: Position): Promise<News | undefined>;
  /** Ends the turn; resolves to false, and adds nothing, if it was over already. */
  commit(
    owner: string,
    changes: readonly string[],
    more?: { readonly epoch?: string; readonly snapshot?: string },
  ): Promise<boolean>;
  close(): void;
}

/** @throws {StateError} in a rejection, if there is no such server; it has no password */
export async function openRedisLog(
  address: string,
  log: (line: string) => void,
): Promise<SharedLog> {
  const shown = withoutPassword(address);
  const client = createClient({
    url: address.replace(/^valkey/i, 'redis'),
    // What waits in a queue could be done long after the request has failed.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: STEP_TIMEOUT_MS,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1000),
    },
  });
  let wasUp = false;
  let isDown = false;
  client.on('error', (error: unknown) => {
    if (!isDown && wasUp)
      log(`The state in ${shown} cannot be reached (${codeOf(error)}).`);
    isDown = true;
  });
  client.on('ready', () => {
    if (isDown) log(`The state in ${shown} can be reached again.`);
    isDown = false;
    wasUp = true;
  });
  try {
    await withinTime(
      Promise.race([
        client.connect(),
        new Promise((_, reject) => client.once('error', reject)),
      ]),
    );
  } catch (error) {
    client.destroy();
    throw new StateError(
      `The state in ${shown} cannot be used: ${codeOf(error)}.`,
    );
  }
  const run = (script: string, args: string[]): Promise<unknown> =>
    withinTime(client.eval(script, { keys: KEYS, arguments: args }));
  return {
    async read({ epoch, seq }) {
      return newsOf(await run(READ, [epoch, String(seq)]));
    },
    async take(owner, { epoch, seq }) {
      const args = [epoch, String(seq), owner, String(TURN_MS)];
      const reply = await run(TAKE, args);
      return reply === null ? undefined : newsOf(reply);
    },
    async commit(owner, changes, { epoch = '', snapshot = '' } = {}) {
      const args = [owner, epoch, snapshot, ...changes];
      return (await run(COMMIT, args)) === 1;
    },
    close() {
      client.destroy();
    },
  };
}

function newsOf(reply: unknown): News {
  const [epoch, seq, base, snapshot, changes] = reply as [
    epoch: string,
    seq: string,
    base: string,
    snapshot: string,
    changes: string[],
  ];
  return {
    epoch,
    seq: Number(seq),
    length: Number(seq) - Number(base),
    ...(snapshot === '' ? {} : { snapshot }),
    changes,
  };
}

function withinTime<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));
    }, STEP_TIMEOUT_MS);
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

/** The system's code, or the first word of the server's refusal (`NOAUTH`): not the message, which may hold a command. */
function codeOf(error: unknown): string {
  const { code, message } = Object(error) as {
    code?: unknown;
    message?: unknown;
  };
  if (typeof code === 'string') return code;
  return /^[A-Z]{3,20}\b/.exec(String(message))?.[0] ?? 'it failed';
}
