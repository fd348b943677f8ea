import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { startInProcessMock } from './in-process-mock.ts';
import { mockControl } from './mock-control.ts';

it('controls a running mock', async () => {
  await using target = await startInProcessMock(true);
  const control = await mockControl(target);
  expect(await control?.now?.()).toBeTypeOf('number');
});

it.each([
  ['200 and an object', 200, '{}'],
  ['200 and HTML', 200, '<html>'],
  ['404', 404, '{"msg":"","type":""}'],
])('takes no server for a mock that answers %s', async (_, status, body) => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const apiKey = { id: 'an-api-key-id', secret: 'an-api-secret-key' };
  const target = { baseUrl: `http://127.0.0.1:${String(port)}`, apiKey };
  try {
    expect(await mockControl(target)).toBeUndefined();
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
