import type { Server } from 'node:net';
import { description } from '@org/cotter-types/description';
import { createEngine } from './engine/engine.ts';
import { createFront } from './front/front.ts';
import { handlers } from './handlers/handlers.ts';

/** How long a request may take to arrive. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Where the mock listens and what it tells. */
export interface MockCotterOptions {
  /** The address to listen on. Default: `127.0.0.1`, so that only this machine can reach it. */
  readonly host?: string;
  /** The port to listen on, 0 to 65535; 0 takes a free one. Default: 0. */
  readonly port?: number;
  /** Takes one line for each fault of the mock itself; no line holds a key or a token. Default: they are dropped. */
  readonly log?: (line: string) => void;
}

/** A mock that answers. */
export interface MockCotter extends AsyncDisposable {
  /** Where it answers, without a trailing slash: `http://127.0.0.1:41234`. */
  readonly url: string;
  /**
   * Stops it. Requests under way are answered; one that has not arrived whole after 2 seconds is cut off. Further calls
   * return the same promise.
   */
  close(): Promise<void>;
}

/**
 * Starts a mock of Cotter's OAuth token API in this process.
 *
 * @throws {TypeError} if an option is not what it must be
 * @throws the system's error if the address cannot be listened on, such as `EADDRINUSE` in `code`
 */
export async function startMockCotter(
  options: MockCotterOptions = {},
): Promise<MockCotter> {
  const { host, port, log } = checked(options);
  const engine = await createEngine({ description, handlers, log });
  const app = createFront({
    engine,
    log,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
  });
  await app.listen({ host, port });

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= app.close());
  return {
    url: urlOf(host, app.server.address()),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function checked({
  host = '127.0.0.1',
  port = 0,
  log = () => undefined,
}: MockCotterOptions): Required<MockCotterOptions> {
  if (typeof host !== 'string' || host === '')
    throw new TypeError('host must be a non-empty string, such as 127.0.0.1.');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError('port must be an integer from 0 to 65535.');
  if (typeof log !== 'function')
    throw new TypeError('log must be a function that takes a line.');
  return { host, port, log };
}

function urlOf(host: string, address: ReturnType<Server['address']>): string {
  if (address === null || typeof address === 'string')
    throw new Error('The mock does not listen on a port.');
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${String(address.port)}`;
}
