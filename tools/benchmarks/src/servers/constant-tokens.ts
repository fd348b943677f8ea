// Answers each request with the same tokens. Prints where it listens.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { description } from '@org/cotter-types/description';

const body = JSON.stringify(
  description.paths['/api/v0/token'].post.responses['200'].content[
    'application/json'
  ].examples.identityToken.value,
);
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`ready on http://127.0.0.1:${String(port)}\n`);
});
