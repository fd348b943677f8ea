import * as http from 'node:http';
import * as https from 'node:https';
import type { ObservedResponse } from '../oracle/oracle.ts';
import type { Request } from './exchange.ts';

/** How long a target may take over one answer before the suite says that it hangs, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Sends requests to one origin over connections that are kept. */
export interface Sender extends Disposable {
  send(request: Request): Promise<ObservedResponse>;
}

export function createSender(baseUrl: string): Sender {
  const { request, Agent } = baseUrl.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(baseUrl);

  const once = (
    { method, path, headers, body }: Request,
    first: boolean,
  ): Promise<ObservedResponse> =>
    new Promise((resolve, reject) => {
      const sent = Buffer.from(body ?? '');
      const outgoing = request({
        // An IPv6 address stands in brackets in a URL, and without them here.
        host: hostname.replace(/^\[|\]$/g, ''),
        port,
        // Taken as it is, where a URL would be tidied.
        path,
        method,
        headers: [
          'Host',
          new URL(baseUrl).host,
          ...headers.flat(),
          ...framing(method, headers, sent),
        ],
        agent,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      outgoing.on('response', (incoming) => {
        read(incoming).then(resolve, reject);
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The other side may close a kept connection at any time, also as a request leaves (RFC 9112 section 9.3.1).
        if (first && outgoing.reusedSocket && error.code === 'ECONNRESET')
          once({ method, path, headers, ...(body && { body }) }, false).then(
            resolve,
            reject,
          );
        else
          reject(
            new Error(
              `${method} ${path.slice(0, 200)} got no answer: ${error.code ?? error.name}`,
            ),
          );
      });
      outgoing.end(sent);
    });

  return {
    send: (each) => once(each, true),
    [Symbol.dispose]: () => {
      agent.destroy();
    },
  };
}

function framing(
  method: string,
  headers: Request['headers'],
  body: Buffer,
): string[] {
  const framed = headers.some(([name]) =>
    /^(content-length|transfer-encoding)$/i.test(name),
  );
  const bare = body.length === 0 && !['POST', 'PUT', 'PATCH'].includes(method);
  return framed || bare ? [] : ['Content-Length', String(body.length)];
}

async function read(incoming: http.IncomingMessage): Promise<ObservedResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(incoming.headersDistinct).map(([name, values = []]) => [
        name,
        values.join(', '),
      ]),
    ),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
