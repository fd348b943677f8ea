import { PassThrough, type Readable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { OPERATION_IDS } from '../api/names.ts';
import { isoEnd } from '../determinism/clock.ts';
import { listedFaults, type Faults } from '../faults/faults.ts';
import type { components } from '../generated/openapi.ts';
import type { Services } from '../handlers/services.ts';
import type { RequestLog } from '../request-log/request-log.ts';

type Schemas = components['schemas'];

/** How often a stream looks for changes, in milliseconds. */
const LOOK_MS = 200;
/** How long a browser waits before it connects again, in milliseconds. */
const RETRY_MS = 1000;
/** A connection over which nothing goes is cut by some proxies; comments keep it open. */
const KEEP_ALIVE_LOOKS = 75;

/** What is looked at. */
export interface Watched {
  readonly services: Services;
  readonly faults: Pick<Faults, 'pending'>;
  readonly requests: Pick<RequestLog, 'changes'>;
  /** Where the mock listens. */
  readonly url: () => string;
  /** Receives one line for each fault of the mock itself. */
  readonly log: (line: string) => void;
  /** Reads what other mocks changed. Default: there are none. */
  readonly sync?: (() => Promise<void>) | undefined;
}

/** Streams of changes, for open consoles. */
export interface ChangeStreams {
  /** Begins a stream of server-sent events (WHATWG HTML, section 9.2). */
  open(): Readable;
  /** Ends all streams. */
  close(): void;
}

/**
 * Looks for changes as long as somebody looks on. Nothing is done at the change itself, so that a request takes as long
 * as without; and what a test in the mock's process or another replica changes is seen too.
 */
export function createChangeStreams(watched: Watched): ChangeStreams {
  const instance = randomUUID();
  const open = new Set<PassThrough>();
  let isClosed = false;
  return {
    open() {
      const stream = new PassThrough();
      if (isClosed) return stream.end();
      open.add(stream);
      const watching = watch(watched, instance, stream);
      const look = (): void => {
        watching().catch((error: unknown) => {
          watched.log(`The stream of changes failed: ${String(error)}`);
          stream.destroy();
        });
      };
      look();
      const timer = setInterval(look, LOOK_MS);
      stream.once('close', () => {
        clearInterval(timer);
        open.delete(stream);
      });
      return stream;
    },
    close() {
      isClosed = true;
      for (const stream of open) stream.destroy();
    },
  };
}

function watch(
  watched: Watched,
  instance: string,
  stream: PassThrough,
): () => Promise<void> {
  const sent = new Map<string, string>();
  let revision = -1;
  let quiet = 0;
  let isLooking = false;
  stream.write(`retry: ${String(RETRY_MS)}\n\n`);
  const send = (event: string, data: string): void => {
    quiet = 0;
    stream.write(`event: ${event}\ndata: ${data}\n\n`);
  };
  return async () => {
    // A reader that is slower than the changes gets them later, several at once.
    if (isLooking || stream.writableNeedDrain) return;
    isLooking = true;
    try {
      await watched.sync?.();
    } catch {
      // The server that keeps the state cannot be reached: there is nothing new.
    } finally {
      isLooking = false;
    }
    if (stream.destroyed) return;
    for (const [event, { data, mark = data }] of parts(watched, instance)) {
      const text = JSON.stringify(mark);
      if (sent.get(event) === text) continue;
      sent.set(event, text);
      send(event, mark === data ? text : JSON.stringify(data));
    }
    const changes = watched.requests.changes(revision);
    if (changes.revision !== revision) {
      const { all, requests } = changes;
      send('requests', JSON.stringify({ all, requests }));
      revision = changes.revision;
    }
    quiet += 1;
    if (quiet === KEEP_ALIVE_LOOKS) {
      quiet = 0;
      stream.write(':\n\n');
    }
  };
}

interface Part {
  readonly data: object;
  /** What is compared, if that is not the data: a clock that runs has not changed. */
  readonly mark?: object;
}

function parts(
  { services, faults, url }: Watched,
  instance: string,
): [string, Part][] {
  const { apiKeys, clock, sessions, strict } = services;
  const mock: Schemas['MockInfo'] = {
    instance,
    url: url(),
    apiKeyIds: apiKeys.map(({ id }) => id),
    operations: [...OPERATION_IDS],
    strict,
  };
  return [
    ['mock', { data: mock }],
    ['clocks', { data: clocksOf(services), mark: clock.save() }],
    ['faults', { data: { faults: listedFaults(faults) } }],
    ['keys', { data: keysOf(services) }],
    ['sessions', { data: { sessions: sessions.list() } }],
  ];
}

function clocksOf({ clock }: Services): Schemas['Clocks'] {
  const saved = clock.save();
  const stoppedWithAll = saved[0]?.stoppedAt !== undefined;
  return {
    clocks: saved.map(({ apiKeyId, stoppedAt }) => ({
      ...(apiKeyId === undefined ? {} : { apiKeyId }),
      now: clock.at(apiKeyId),
      isStopped: stoppedWithAll || stoppedAt !== undefined,
    })),
  };
}

function keysOf({ keys, inputKey }: Services): Schemas['PublishedKeys'] {
  const until = new Map(
    keys.save().retired.map((key) => [key.kid, key.until] as const),
  );
  return {
    keys: keys.jwks().keys.map((jwk) => {
      const end = until.get(jwk.kid);
      return {
        kid: jwk.kid,
        jwk: { ...jwk },
        ...(end === undefined ? {} : { until: isoEnd(end) }),
      };
    }),
    inputPublicKey: inputKey.publicKey,
  };
}
