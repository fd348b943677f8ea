// A mock that remembers 10,000 requests, and has answered as many. Prints the address of its console, and where it listens.
import process from 'node:process';
import { startMockCotter } from '@org/mock-cotter';

const REQUESTS = 10_000;
const AT_ONCE = 10;

const mock = await startMockCotter({ maxRequests: REQUESTS });
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let sent = 0; sent < REQUESTS / AT_ONCE; sent += 1) {
      await (await fetch(`${mock.url}/api/v0/token/jwks`)).arrayBuffer();
    }
  }),
);
process.stdout.write(`${mock.consoleUrl()}\nready on ${mock.url}\n`);
