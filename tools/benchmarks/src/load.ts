import autocannon from 'autocannon';
import type { TokenRequest } from './exchange.ts';
import { percentile } from './percentile.ts';
import type { Load, LoadSettings } from './load-result.ts';
import { wrk, wrkVersion } from './wrk.ts';

/** Which program makes the load: wrk if it is installed, because it leaves more of the processor to the server. */
export async function loadGenerator(): Promise<string> {
  const version = await wrkVersion();
  return version === undefined ? 'autocannon' : `wrk ${version}`;
}

/**
 * Sends one request over and over.
 *
 * @throws Error when an answer is not a 200 or does not come: a server that refuses quickly is not a fast one.
 */
export async function load(
  request: TokenRequest,
  settings: LoadSettings,
): Promise<Load> {
  return (await wrkVersion()) === undefined
    ? cannon(request, settings)
    : wrk(request, settings);
}

async function cannon(
  { url, headers, body }: TokenRequest,
  { connections, seconds }: LoadSettings,
): Promise<Load> {
  // Kept by us, because autocannon keeps whole milliseconds. Without the first of each connection, which may have waited
  // to be accepted: `wrk.ts` says why.
  const latencies: number[] = [];
  const accepted = new Set<unknown>();
  const run = autocannon({
    url,
    method: 'POST',
    headers,
    body,
    connections,
    duration: seconds,
  });
  run.on('response', (client, status, _bytes, ms) => {
    if (status !== 200) return;
    if (accepted.has(client)) latencies.push(ms);
    else accepted.add(client);
  });
  const { errors, timeouts, non2xx, duration } = await run;
  const failed = errors + timeouts + non2xx;
  if (failed > 0) throw new Error(`${String(failed)} requests failed.`);
  return {
    rate: (accepted.size + latencies.length) / duration,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
  };
}
