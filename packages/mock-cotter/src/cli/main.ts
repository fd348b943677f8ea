#!/usr/bin/env node
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { runCli } from './cli.ts';

const stop = new AbortController();
// A terminal that is closed sends SIGHUP.
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
  // Once: a second signal ends the process at once, as the system does.
  process.once(signal, () => {
    stop.abort();
  });
}

for (const stream of [process.stdout, process.stderr]) {
  // A program that waited for the ready line may stop reading.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: (line) => {
    process.stdout.write(`${line}\n`);
  },
  stderr: (line) => {
    process.stderr.write(`${line}\n`);
  },
  stdin: () => text(process.stdin),
  env: process.env,
  // See no-color.org.
  colour: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  stop: stop.signal,
});
