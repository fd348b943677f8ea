import Fastify from 'fastify';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, expect, it, vi } from 'vitest';
import { drainOnClose } from './drain.ts';

// The timers that a close sets show how long it waits; sockets go on by themselves.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

/** A server that does not answer `GET /stuck` until the test lets it. */
async function started() {
  const app = Fastify();
  drainOnClose(app);
  let release = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    app.get('/stuck', () => {
      resolve();
      return new Promise((answer) => {
        release = () => {
          answer('done');
        };
      });
    });
  });
  const { port, hostname } = new URL(
    await app.listen({ host: '127.0.0.1', port: 0 }),
  );
  const open = async (): Promise<Socket> => {
    const taken = once(app.server, 'connection');
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined).resume();
    await taken;
    return socket;
  };
  const ask = async (): Promise<() => Promise<string>> => {
    const socket = await open();
    const said = once(socket, 'data');
    socket.write('GET /stuck HTTP/1.1\r\nHost: mock\r\n\r\n');
    await arrived;
    return async () => {
      release();
      return String((await said)[0]);
    };
  };
  return { app, arrived, ask, open };
}

/** Long enough for what was done on one side to be seen on the other; no fake timer passes. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await nextTurn();
}

it('a close waits a moment for connections that sent nothing, and longer for requests that do not end', async () => {
  const { app, arrived, open } = await started();
  const silent = await open();
  const stuck = await open();
  stuck.write('GET /stuck HTTP/1.1\r\nHost: mock\r\n\r\n');
  await arrived;
  const gone = [silent, stuck].map((socket) => once(socket, 'close'));
  const closed = app.close();
  await turns();
  const passes = async (milliseconds: number): Promise<boolean[]> => {
    vi.advanceTimersByTime(milliseconds);
    await turns();
    return [silent.closed, stuck.closed];
  };
  expect(await passes(49)).toEqual([false, false]);
  vi.advanceTimersByTime(1);
  await gone[0];
  expect(await passes(1949)).toEqual([true, false]);
  vi.advanceTimersByTime(1);
  await gone[1];
  await closed;
});

it('a close that has nothing to wait for leaves nothing behind', async () => {
  const { app } = await started();
  await app.close();
  expect(vi.getTimerCount()).toBe(0);
});

it('a close has nothing to do with connections that ended before', async () => {
  const { app, open } = await started();
  const taken = once(app.server, 'connection');
  const client = await open();
  const [connection] = (await taken) as [Socket];
  const ended = once(connection, 'close');
  client.destroy();
  await ended;
  const destroy = vi.spyOn(connection, 'destroy');
  const gone = once(await open(), 'close');
  const closed = app.close();
  await turns();
  vi.advanceTimersByTime(50);
  await gone;
  await closed;
  expect(destroy).not.toHaveBeenCalled();
});

it('an answer given during a close says that its connection ends, and no other does', async () => {
  const open = await started();
  const usual = await (await open.ask())();
  expect(usual).toContain('200 OK');
  expect(usual).not.toMatch(/connection: close/i);
  const closing = await started();
  const answered = await closing.ask();
  const closed = closing.app.close();
  await turns();
  expect(await answered()).toMatch(
    /^HTTP\/1\.1 200 OK\r\n(.+\r\n)*connection: close\r\n/i,
  );
  await closed;
  await open.app.close();
});
