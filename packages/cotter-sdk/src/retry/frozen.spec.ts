// A process that was frozen while a response arrived reads it, although its timers are overdue.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSession } from '../session/session.ts';
import { clientFor, oauthTokens } from '../testing/tokens.fixture.ts';

/** A server in a thread of its own, which goes on while this one is blocked. It says when a request has come. */
const SERVER = `
  const { createServer } = require('node:http');
  const { parentPort, workerData } = require('node:worker_threads');
  const server = createServer((req, res) => {
    req.resume().on('end', () => {
      parentPort.postMessage('request');
      setTimeout(() => {
        res.setHeader('Content-Type', 'application/json');
        res.end(workerData);
      }, 50);
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;
const TIMEOUT_MS = 600;

let worker: Worker;
let origin: string;

beforeEach(async () => {
  const workerData = JSON.stringify(oauthTokens);
  worker = new Worker(SERVER, { eval: true, workerData });
  const [port] = (await once(worker, 'message')) as [number];
  origin = `http://127.0.0.1:${String(port)}`;
});
afterEach(async () => {
  await worker.terminate();
});

/** Blocks this thread, as a stopped process is, until well after every timer. */
async function freezeAfterRequest(): Promise<void> {
  await once(worker, 'message');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3 * TIMEOUT_MS);
}

describe('after a freeze', () => {
  it('a refresh reads the response that has arrived', async () => {
    const call = clientFor({ origin }).refresh('39560:x', {
      timeoutMs: TIMEOUT_MS,
    });
    await freezeAfterRequest();
    await expect(call).resolves.toEqual(oauthTokens);
  });

  it('a session stores and uses it', async () => {
    let now = 0;
    const session = createSession({
      client: clientFor({ origin }),
      tokens: { ...oauthTokens, access_token: 'before' },
      now: () => now,
      refreshTimeoutMs: TIMEOUT_MS,
      lockTimeoutMs: 2 * TIMEOUT_MS,
    });
    await session.getAccessToken();
    now = oauthTokens.expires_in * 1000;
    const call = session.getAccessToken();
    await freezeAfterRequest();
    await expect(call).resolves.toBe(oauthTokens.access_token);
  });
});
