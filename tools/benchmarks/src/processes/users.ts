// Holds the sessions of so many users in one process, as the first argument says. Needs --expose-gc. Prints, as JSON, the
// bytes of heap for each and the microseconds of a call for a token that is at hand.
import process from 'node:process';
import {
  createSessions,
  type SessionRecord,
  type TokenStore,
} from '@org/cotter-sdk/session';
import { issued } from '../issued-tokens.ts';

const { gc } = globalThis;
if (gc === undefined) throw new Error('Run it with --expose-gc.');
const count = Number(process.argv[2]);
const now = Date.now();

/** As a database gives it: a copy for each call. */
function recordOf(id: string): SessionRecord {
  const record: SessionRecord = {
    tokens: {
      ...issued(id),
      expiresAt: now + 3_600_000,
      refreshTokenExpiresAt: now + 30 * 24 * 3_600_000,
    },
  };
  return JSON.parse(JSON.stringify(record)) as SessionRecord;
}

const compareAndSwap: TokenStore['compareAndSwap'] = () =>
  Promise.resolve(undefined);
const withLock: TokenStore['withLock'] = (work) =>
  work({ signal: new AbortController().signal });

const sessions = createSessions({
  client: { refresh: () => Promise.reject(new Error('No refresh is due.')) },
  stores: (id) => ({
    load: () => Promise.resolve({ version: id, record: recordOf(id) }),
    compareAndSwap,
    withLock,
  }),
  maxSessions: count,
});
gc();
const before = process.memoryUsage().heapUsed;
for (let index = 0; index < count; index += 1) {
  await sessions.of(String(index)).getAccessToken();
}
gc();
const bytes = (process.memoryUsage().heapUsed - before) / count;
const startedAt = performance.now();
for (let index = 0; index < count; index += 1) {
  await sessions.of(String(index)).getAccessToken();
}
const us = ((performance.now() - startedAt) * 1000) / count;
process.stdout.write(JSON.stringify({ bytes, us }));
