// Fills the mock's memory with so many sessions, as many as the first argument says, and refreshes some of them. Needs
// --expose-gc. Prints, as JSON, the bytes of heap for each live refresh token and the microseconds of each refresh.
import { randomBytes, randomUUID } from 'node:crypto';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { workspace } from '../workspace.ts';

/** What is used of the mock's state, which it does not publish: over HTTP, signing would hide what it costs. */
interface State {
  readonly createSessions: (options: {
    readonly clock: { now(): number };
    readonly random: (bytes: number) => Uint8Array;
    readonly rotation: 'strict';
    readonly maxSessions: number;
  }) => {
    readonly size: number;
    readonly open: (subject: unknown) => string;
    readonly present: (
      token: string,
      apiKeyId: string,
    ) => string | { readonly use: () => string };
  };
}

const API_KEY_ID = 'benchmark-api-key-id';
/** How many sessions are refreshed, spread evenly over all, and how often each. */
const SAMPLE = 1000;
const TIMES = 20;
const TOKEN_BYTES = 128;

const { gc } = globalThis;
if (gc === undefined) throw new Error('Run it with --expose-gc.');
const count = Number(process.argv[2]);
const { createSessions } = (await import(
  pathToFileURL(workspace('packages/mock-cotter/dist/state/sessions.js')).href
)) as State;

// Outside the heap, so that what the benchmark keeps is not counted.
const kept = Buffer.alloc(SAMPLE * TOKEN_BYTES);
const sessions = createSessions({
  clock: { now: () => Date.now() },
  random: randomBytes,
  rotation: 'strict',
  maxSessions: count,
});
gc();
const before = process.memoryUsage().heapUsed;
const step = count / SAMPLE;
for (let index = 0; index < count; index += 1) {
  const token = sessions.open({
    apiKeyId: API_KEY_ID,
    userId: randomUUID(),
    identifier: `user${String(index)}@example.com`,
    authMethod: 'OTP',
    authTime: String(index),
  });
  if (index % step === 0) {
    kept.write(token.padEnd(TOKEN_BYTES), (index / step) * TOKEN_BYTES);
  }
}
gc();
const bytes = (process.memoryUsage().heapUsed - before) / count;
if (sessions.size !== count) throw new Error('Sessions were forgotten.');

let tokens = Array.from({ length: SAMPLE }, (_, index) =>
  kept
    .toString('latin1', index * TOKEN_BYTES, (index + 1) * TOKEN_BYTES)
    .trimEnd(),
);
function refresh(token: string): string {
  const presented = sessions.present(token, API_KEY_ID);
  if (typeof presented === 'string') {
    throw new Error(`A refresh token was refused: ${presented}`);
  }
  const next = presented.use();
  if (next === token) throw new Error('The refresh token was not replaced.');
  return next;
}
tokens = tokens.map(refresh);
const start = performance.now();
for (let time = 0; time < TIMES; time += 1) tokens = tokens.map(refresh);
const us = ((performance.now() - start) * 1000) / (SAMPLE * TIMES);
process.stdout.write(JSON.stringify({ bytes, us }));
