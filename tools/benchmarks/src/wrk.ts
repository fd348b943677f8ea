import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TokenRequest } from './exchange.ts';
import type { Load, LoadSettings } from './load-result.ts';

const run = promisify(execFile);

let version: Promise<string | undefined> | undefined;

/** The version of wrk, or undefined if it is not installed. */
export function wrkVersion(): Promise<string | undefined> {
  // `wrk -v` prints its usage too, and ends with code 1.
  version ??= run('wrk', ['-v']).then(
    ({ stdout }) => /^wrk (\S+)/.exec(stdout)?.[1],
    (error: unknown) =>
      /^wrk (\S+)/.exec((error as { stdout?: string }).stdout ?? '')?.[1],
  );
  return version;
}

/**
 * How long each connection waits before its first request, in milliseconds. Node.js accepts one connection in each turn of
 * its event loop, so a server under load keeps the last of 100 connections waiting for a second: without the pause, that
 * is what the latencies show. While all wait, all are accepted.
 */
const PAUSE_MS = 500;

/**
 * Sends one request over and over with wrk, which needs less of the processor than a load generator in Node.js.
 *
 * @throws Error when an answer is an error or does not come
 */
export async function wrk(
  { url, headers, body }: TokenRequest,
  { connections, seconds }: LoadSettings,
): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), 'cotter-wrk-'));
  try {
    const script = join(folder, 'request.lua');
    await writeFile(script, luaOf(headers, body, connections));
    const { stdout } = await run('wrk', [
      ...['--threads', '1'],
      ...['--connections', String(connections)],
      ...['--duration', `${String(seconds)}s`],
      ...['--timeout', '10s'],
      ...['--script', script],
      url,
    ]);
    const result = /^result (\{.*\})$/m.exec(stdout)?.[1];
    if (result === undefined) throw new Error(`wrk printed: ${stdout}`);
    const { requests, us, failed, p50, p99 } = JSON.parse(result) as Record<
      'requests' | 'us' | 'failed' | 'p50' | 'p99',
      number
    >;
    if (failed > 0) throw new Error(`${String(failed)} requests failed.`);
    return {
      rate: requests / (us / 1e6 - PAUSE_MS / 1000),
      p50: p50 / 1000,
      p99: p99 / 1000,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function luaOf(
  headers: Readonly<Record<string, string>>,
  body: string,
  connections: number,
): string {
  // A long string of Lua has no escapes; no header and no body contains its end.
  const text = (value: string) => `[==[${value}]==]`;
  return [
    'wrk.method = "POST"',
    ...Object.entries(headers).map(
      ([name, value]) => `wrk.headers[ ${text(name)} ] = ${text(value)}`,
    ),
    `wrk.body = ${text(body)}`,
    `local waiting = ${String(connections)}`,
    'delay = function()',
    '  if waiting == 0 then return 0 end',
    '  waiting = waiting - 1',
    `  return ${String(PAUSE_MS)}`,
    'end',
    'done = function(summary, latency)',
    '  local e = summary.errors',
    '  io.write(string.format(',
    `    'result {"requests":%d,"us":%d,"failed":%d,"p50":%d,"p99":%d}\\n',`,
    '    summary.requests, summary.duration,',
    '    e.connect + e.read + e.write + e.status + e.timeout,',
    '    latency:percentile(50), latency:percentile(99)))',
    'end',
    '',
  ].join('\n');
}
