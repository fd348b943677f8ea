import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { onTestFinished } from 'vitest';

/** Lets a server listen on a free port of 127.0.0.1 until the test ends, and yields the port. */
export async function listening(
  // A bare socket server cannot close its connections; those of HTTP are kept alive.
  server: Server & { closeAllConnections?(): void },
  // A test that runs beside others passes its own.
  atEnd = onTestFinished,
): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    server.closeAllConnections?.();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}
