// A real server on 127.0.0.1 whose every answer a test writes itself, down to the bytes.
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { onTestFinished } from 'vitest';
import { listening } from './listening.fixture.ts';

/** What arrived, as it was on the wire: names in their own case, nothing joined or dropped. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface ScriptedServer {
  readonly origin: string;
  readonly requests: readonly RecordedRequest[];
  /** Targets of CONNECT requests, which a proxy is sent. */
  readonly tunnels: readonly string[];
}

export type Answer = (res: ServerResponse, req: IncomingMessage) => void;

/** Starts a server that gives each request, once read whole, to `answer`. It is closed when the test has finished. */
export async function startServer(
  answer: Answer,
  atEnd?: typeof onTestFinished,
): Promise<ScriptedServer> {
  const requests: RecordedRequest[] = [];
  const tunnels: string[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const { rawHeaders, method = '', url: path = '' } = req;
      const headers = rawHeaders.flatMap((name, i) =>
        i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : [],
      );
      const body = Buffer.concat(chunks).toString();
      requests.push({ method, path, headers, body });
      answer(res, req);
    });
  });
  server.on('connect', (req: IncomingMessage, socket) => {
    tunnels.push(`${req.url ?? ''} ${req.rawHeaders.join(' ')}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
  });
  const port = await listening(server, atEnd);
  return { origin: `http://127.0.0.1:${String(port)}`, requests, tunnels };
}

/** The address of a port on which nobody listens. */
export async function closedOrigin(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${String(port)}`;
}

/** Answers with a status and a body; a body that is no text is sent as JSON. */
export function reply(
  status: number,
  body: unknown,
  headers: Record<string, string | string[]> = {},
): Answer {
  const text =
    typeof body === 'string' || Buffer.isBuffer(body)
      ? body
      : JSON.stringify(body);
  return (res) => {
    res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    res.end(text);
  };
}

/** Writes bytes past the HTTP library and ends the connection. */
export function replyRaw(...lines: string[]): Answer {
  return (res) => {
    res.socket?.end(lines.join('\r\n'));
  };
}
