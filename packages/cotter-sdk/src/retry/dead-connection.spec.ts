// A server may close a connection that was kept open at the moment when the next request leaves.
import { createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { rejection } from '../testing/rejection.fixture.ts';
import {
  clientFor,
  eventToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const body = JSON.stringify(oauthTokens);
const response = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`;

/** Answers the first request of each connection, and does this at the second. */
async function startServer(atSecond: (socket: Socket) => void) {
  let connections = 0;
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    let asked = 0;
    socket.on('error', () => undefined);
    socket.on('data', () => {
      requests += 1;
      asked += 1;
      if (asked === 1) socket.write(response);
      else atSecond(socket);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  stops.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    seen: () => ({ connections, requests }),
  };
}

it.each<[string, (socket: Socket) => void]>([
  ['resets', (socket) => socket.resetAndDestroy()],
  ['ends', (socket) => socket.end()],
])(
  'an exchange over a kept connection that the server %s is sent again on a new one',
  async (_, atSecond) => {
    const server = await startServer(atSecond);
    const client = clientFor(server);
    for (let call = 0; call < 4; call += 1) {
      await expect(client.exchangeEventToken(eventToken)).resolves.toEqual(
        oauthTokens,
      );
    }
    expect(server.seen().connections).toBeGreaterThan(1);
  },
);

it('what breaks after the response has begun is not sent again', async () => {
  const server = await startServer((socket) => {
    socket.write(response.slice(0, -5));
    setImmediate(() => socket.resetAndDestroy());
  });
  const client = clientFor(server);
  await client.exchangeEventToken(eventToken);
  expect(await rejection(client.exchangeEventToken(eventToken))).toMatchObject({
    code: 'network_error',
  });
  expect(server.seen().requests).toBe(2);
});
