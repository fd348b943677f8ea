// Every refresh token that a process sends, seen by the proxy that stands between the process and the server.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Sent {
  readonly token: string;
  /** The number of the process that sent it. */
  readonly by: number;
  /** When it arrived, by the processes' clock. */
  readonly at: number;
  /** Whether the application had called `retryUnknown`. */
  readonly requested: boolean;
}

export interface Proxy {
  readonly url: string;
  readonly close: () => void;
}

export interface RefreshLedger {
  readonly sent: readonly Sent[];
  /** Starts the proxy of one process. */
  readonly startProxy: (by: number) => Promise<Proxy>;
  /** The next refresh token that arrives. */
  readonly next: () => Promise<Sent>;
}

export interface LedgerOptions {
  readonly serverUrl: string;
  readonly now: () => number;
  readonly isRequested: () => boolean;
  /** Yields numbers from 0 to 1, for the time that a request takes on its way: 0 to 4 ms in each direction. */
  readonly random: () => number;
}

export function startLedger(options: LedgerOptions): RefreshLedger {
  const { serverUrl, now, isRequested, random } = options;
  const sent: Sent[] = [];
  let listeners: ((entry: Sent) => void)[] = [];
  const note = (by: number, body: string): void => {
    const { refresh_token: token } = JSON.parse(body) as {
      refresh_token?: string;
    };
    if (token === undefined) return;
    const entry = { token, by, at: now(), requested: isRequested() };
    sent.push(entry);
    for (const listener of listeners.splice(0)) listener(entry);
  };
  return {
    sent,
    async startProxy(by) {
      const server = createServer((req, res) => {
        const pass = async (): Promise<void> => {
          const body = await readBody(req);
          note(by, body.toString());
          await wait(4 * random());
          // The server gets what arrived here, even if the process has died meanwhile.
          const outgoing = request(new URL(req.url ?? '/', serverUrl), {
            method: req.method,
            headers: { ...req.headers, host: new URL(serverUrl).host },
            agent: false,
          });
          outgoing.end(body);
          const [answer] = (await once(outgoing, 'response')) as [
            IncomingMessage,
          ];
          const answered = await readBody(answer);
          await wait(4 * random());
          res.writeHead(answer.statusCode ?? 502, answer.headers);
          res.end(answered);
        };
        // A process that was killed within its request leaves half of one.
        pass().catch(() => res.destroy());
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      return {
        url: `http://127.0.0.1:${String(port)}`,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      };
    },
    next: () => new Promise((resolve) => (listeners = [...listeners, resolve])),
  };
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A process that was killed, and the end of the attempt that it left in the store. */
export interface Killed {
  readonly by: number;
  readonly attemptEndsAt: number | undefined;
}

/**
 * What is wrong with the tokens that were sent twice. Only the token of a process that was killed may be sent again: when
 * its attempt is over, and, with `retryUnknown: false`, only if the application asked for it.
 *
 * @param sent all tokens, in order; those from `start` on are checked
 */
export function wrongRepeats(
  sent: readonly Sent[],
  start: number,
  killed: Killed | undefined,
  retryUnknown: boolean,
): string[] {
  return sent.slice(start).flatMap((entry, i) => {
    const before = sent
      .slice(0, start + i)
      .findLast(({ token }) => token === entry.token);
    if (before === undefined) return [];
    const wrong: string[] = [];
    if (!retryUnknown && !entry.requested) {
      wrong.push('a token was sent again without being asked');
    }
    if (before.by !== killed?.by) {
      wrong.push('a token was sent again although its process lives');
    } else if (
      killed.attemptEndsAt === undefined ||
      entry.at < killed.attemptEndsAt
    ) {
      wrong.push('a token was sent again before its attempt was over');
    }
    return wrong;
  });
}
