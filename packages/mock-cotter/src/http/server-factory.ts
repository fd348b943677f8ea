import {
  createServer,
  type RequestListener,
  type Server,
  type ServerOptions,
} from 'node:http';
import type { Socket } from 'node:net';

/** A private key and its certificate, both in PEM. */
export interface Tls {
  readonly key: string;
  readonly cert: string;
}

/** The TCP connection below each TLS connection, of which Node gives no account. */
const below = new WeakMap<Socket, Socket | undefined>();

/**
 * Makes servers that speak HTTP, over TLS if there is a key for it.
 *
 * @returns what makes one
 * @throws {TypeError} in the making, if key and certificate are none or do not belong together
 */
export async function serverFactory(
  options: ServerOptions,
  tls: Tls | undefined,
): Promise<(handler: RequestListener) => Server> {
  if (tls === undefined) return (handler) => createServer(options, handler);
  // On demand: few use TLS.
  const https = await import('node:https');
  return (handler) => {
    const server = ((): Server => {
      try {
        return https.createServer({ ...options, ...tls }, handler);
      } catch {
        // OpenSSL's words are about its own inside.
        throw new TypeError(
          'tls must be a private key and the certificate that belongs to it, both in PEM.',
        );
      }
    })();
    const opened = new Map<number | undefined, Socket>();
    server.on('connection', (socket: Socket) => {
      const { remotePort } = socket;
      opened.set(remotePort, socket);
      socket.once('close', () => opened.delete(remotePort));
    });
    server.on('secureConnection', (secure: Socket) => {
      below.set(secure, opened.get(secure.remotePort));
    });
    return server;
  };
}

/** The TCP connection of a request, because only that can be reset. */
export function tcpConnection(socket: Socket): Socket {
  return below.get(socket) ?? socket;
}
