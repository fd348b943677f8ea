import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that pages may ask. It passes the mock's control API on, which refuses them, and serves the suite's page. */
export interface DeskServer extends AsyncDisposable {
  readonly url: string;
}

export async function startDesk(
  mockUrl: string,
  files: Readonly<Record<string, { type: string; content: string }>> = {},
): Promise<DeskServer> {
  let isAccepting = true;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, *');
    response.setHeader('Access-Control-Allow-Methods', '*');
    const file = files[path];
    if (file !== undefined) {
      response.setHeader('Content-Type', file.type).end(file.content);
    } else if (request.method === 'OPTIONS') response.end();
    else if (path.startsWith('/__mock/')) {
      forward(request, mockUrl + path).then(
        ({ status, text }) => {
          response.writeHead(status, { 'Content-Type': 'application/json' });
          response.end(text);
        },
        (error: unknown) => {
          response.writeHead(502).end(String(error));
        },
      );
    } else if (path === '/protected') {
      isAccepting = !isAccepting;
      response.writeHead(isAccepting ? 200 : 401);
      response.end(request.headers.authorization);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function forward(request: IncomingMessage, url: string) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const response = await fetch(url, {
    method: request.method ?? 'GET',
    ...(body !== '' && {
      body,
      headers: { 'Content-Type': 'application/json' },
    }),
  });
  return { status: response.status, text: await response.text() };
}
