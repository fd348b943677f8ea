import { localRequestId, readRequestId } from '../../errors/request-id.ts';
import type { FetchedKeys, Found } from './fetched-keys.ts';
import { readKeySet } from './key-set.ts';
import { proxyNote } from './proxy-note.ts';

/** A key set of 32 keys has about 8 kB. In bytes. */
const MAX_BYTES = 65_536;

/** Fetches a key set, once, without following redirects. Never rejects. */
export async function fetchKeySet(
  url: URL,
  timeoutMs: number,
): Promise<FetchedKeys> {
  let requestId = localRequestId();
  // A query may hold a secret.
  const source = url.origin + url.pathname;
  // The signal covers the body too.
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      headers: { Accept: 'application/json' },
      redirect: 'manual',
      signal,
    });
    requestId =
      readRequestId(response.headers.get('x-request-id')) ?? requestId;
    return { requestId, source, ...(await read(response)) };
  } catch {
    const fault = signal.aborted ? 'timeout' : 'network';
    return { requestId, source, fault, ...proxyNote(url) };
  }
}

async function read(response: Response): Promise<Found> {
  const { status } = response;
  if (status !== 200) {
    await response.body?.cancel();
    // Browsers hide the status of a redirect that is not followed, and give 0.
    return status === 0 || (status >= 300 && status <= 399)
      ? { fault: 'redirect', ...(status !== 0 && { status }) }
      : { fault: 'status', status };
  }
  const text = await readText(response);
  if (text === undefined) return { fault: 'too_large', status };
  const json = parseJson(text);
  if (json === undefined) return { fault: 'not_json', status };
  const keys = readKeySet(json.value);
  return keys === undefined
    ? { fault: 'no_usable_key', status }
    : { keys, status };
}

/** Undefined as soon as the body exceeds the limit. */
async function readText(response: Response): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { value } = (await reader.read()) as { readonly value?: Uint8Array };
    if (value === undefined) return text + decoder.decode();
    size += value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Wrapped, because `null` is JSON too. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
