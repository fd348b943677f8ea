import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A request as its bytes were on the wire. */
export interface RawRequest {
  readonly method: string;
  /** The target of the request line. */
  readonly path: string;
  /** Names and values as they were sent, in their order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Instead of an answer: none ever, or a reset of the connection. */
export const NEVER = Symbol('never');
export const RESET = Symbol('reset');

/** What to do to a request: bytes to send before the connection is closed, or what happens instead. */
export type Script = string | typeof NEVER | typeof RESET;

/** A server on loopback that parses as little of HTTP as possible, and sends given answers. */
export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  /** Every request so far. */
  readonly requests: readonly RawRequest[];
  /** The requests since the last call. */
  take(): RawRequest[];
  /** What the next requests get. */
  answer: (request: RawRequest) => Script;
}

/** Starts one on a free port of 127.0.0.1. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let bytes = Buffer.alloc(0);
    socket.on('close', () => sockets.delete(socket));
    // The client may be gone when the answer comes.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const request = parsed(bytes);
      if (request === undefined) return;
      bytes = Buffer.alloc(0);
      requests.push(request);
      const script = scripted.answer(request);
      if (script === RESET) socket.resetAndDestroy();
      else if (script !== NEVER) socket.end(script);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const scripted: ScriptedServer = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    take: () => requests.splice(0),
    answer: () => NEVER,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return scripted;
}

/** The bytes of an answer. */
export function answerBytes(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  return [
    `HTTP/1.1 ${String(status)} Scripted`,
    ...Object.entries({
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
      Connection: 'close',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
}

/** A request with a length, or without a body, once its bytes are complete. */
function parsed(bytes: Buffer): RawRequest | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line = '', ...lines] = bytes
    .subarray(0, end)
    .toString('latin1')
    .split('\r\n');
  const headers = lines.map((each): readonly [string, string] => {
    const colon = each.indexOf(':');
    return [each.slice(0, colon), each.slice(colon + 1).trim()];
  });
  const length = Number(
    headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0,
  );
  const body = bytes.subarray(end + 4);
  if (body.length < length) return undefined;
  const [method = '', path = ''] = line.split(' ');
  return { method, path, headers, body: body.toString('utf8') };
}
