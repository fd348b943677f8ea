import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { DRAIN_MS, SILENT_CONNECTION_MS } from '../api/limits.ts';

/**
 * Makes `close` answer the requests under way and end every connection as soon as it has nothing more to say. On its
 * own, Node waits for connections that never sent anything, and for busy ones until their keep-alive runs out.
 */
export function drainOnClose(app: FastifyInstance): void {
  const sockets = new Set<Socket>();
  const timers: NodeJS.Timeout[] = [];
  let closing = false;
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', () => {
    closing = true;
    const endSilent = (): void => {
      for (const socket of sockets) {
        if (socket.bytesRead === 0) socket.destroy();
      }
    };
    const endAll = (): void => {
      app.server.closeAllConnections();
    };
    timers.push(
      setTimeout(endSilent, SILENT_CONNECTION_MS),
      setTimeout(endAll, DRAIN_MS),
    );
    return Promise.resolve();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close');
    done();
  });
  // Not the framework's own hook, which runs before the server closes.
  app.server.once('close', () => {
    for (const timer of timers) clearTimeout(timer);
  });
}
