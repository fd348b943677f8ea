import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { DRAIN_MS, SILENT_CONNECTION_MS } from '../api/limits.ts';

/**
 * Makes `close` answer the requests under way and end every connection as soon as it has nothing more to say. On its
 * own, Node waits for busy connections until their keep-alive runs out; and it ends connections that sent nothing yet
 * either never or at once (Node.js 26), although a request may be on its way. These get a moment.
 */
export function drainOnClose(app: FastifyInstance): void {
  const sockets = new Set<Socket>();
  const timers: NodeJS.Timeout[] = [];
  let closing = false;
  let isOver = false;
  app.server.on('connection', (socket: Socket) => {
    if (isOver) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    closing = true;
    timers.push(
      setTimeout(() => {
        app.server.closeAllConnections();
      }, DRAIN_MS),
    );
    const silent = [...sockets].filter(({ bytesRead }) => bytesRead === 0);
    if (silent.length > 0) {
      await new Promise<void>((resolve) => {
        timers.push(setTimeout(resolve, SILENT_CONNECTION_MS));
      });
    }
    isOver = true;
    for (const socket of sockets) {
      if (socket.bytesRead === 0) socket.destroy();
    }
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
