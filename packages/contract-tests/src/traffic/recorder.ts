import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ObservedResponse } from '../oracle/oracle.ts';

/** One request and its answer, as they went over the wire. Header names of the request are as sent. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly requestHeaders: readonly (readonly [name: string, value: string])[];
  readonly requestBody: string;
  readonly response: ObservedResponse;
}

/** A relay on loopback that keeps what passes through it. */
export interface Recorder extends AsyncDisposable {
  /** The relay's origin; give it to a client in the place of the target's. */
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  /** The exchanges since the last call. */
  take(): Exchange[];
}

/** Starts a relay to `target` (an origin) on a free port of 127.0.0.1. */
export async function record(target: string): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    relay(target, incoming).then(
      (exchange) => {
        exchanges.push(exchange);
        outgoing.writeHead(exchange.response.status, {
          ...exchange.response.headers,
        });
        outgoing.end(exchange.response.body);
      },
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    exchanges,
    take: () => exchanges.splice(0),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function relay(
  target: string,
  incoming: IncomingMessage,
): Promise<Exchange> {
  const requestBody = await text(incoming);
  const method = incoming.method ?? '';
  const path = incoming.url ?? '';
  const requestHeaders = pairs(incoming.rawHeaders);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(
      new URL(path, target),
      { method, headers: incoming.rawHeaders, agent: false },
      resolve,
    )
      .on('error', reject)
      .end(requestBody);
  });
  const headers: Record<string, string> = {};
  for (const [name, value] of pairs(answer.rawHeaders)) {
    // The relay frames the body itself.
    if (
      !['connection', 'keep-alive', 'transfer-encoding'].includes(
        name.toLowerCase(),
      )
    ) {
      headers[name.toLowerCase()] = value;
    }
  }
  const response = {
    status: answer.statusCode ?? 0,
    headers,
    body: await text(answer),
  };
  return { method, path, requestHeaders, requestBody, response };
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as [string, string]] : [],
  );
}

async function text(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
