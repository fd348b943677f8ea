// What is written to a connection that no request came of, byte by byte.
import { once } from 'node:events';
import { maxHeaderSize } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import { refuseOnSocket, refuseUnreadable } from '../http/refuse-on-socket.ts';

/** What came out of a socket, once it is closed. */
async function written(
  write: (socket: PassThrough) => void,
): Promise<{ text: string; socket: PassThrough }> {
  const socket = new PassThrough();
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const closed = new Promise((resolve) => socket.on('close', resolve));
  write(socket);
  await closed;
  return { text, socket };
}

function failing(code: string | undefined) {
  return written((socket) => {
    refuseUnreadable(Object.assign(new Error('canary'), { code }), socket);
  });
}

describe('a refusal on a bare socket', () => {
  it('is a whole answer in the envelope, after which the socket is closed', async () => {
    const body = { msg: 'nö', type: 'none' };
    const { text, socket } = await written((to) => {
      refuseOnSocket(new ApiError(418, body, { allow: 'GET' }), to);
    });
    expect(text).toBe(
      [
        "HTTP/1.1 418 I'm a Teapot",
        'allow: GET',
        'Content-Type: application/json',
        'Content-Length: 27',
        'Connection: close',
        '',
        '{"msg":"nö","type":"none"}',
      ].join('\r\n'),
    );
    expect(socket.destroyed).toBe(true);
    const unknown = await written((to) => {
      refuseOnSocket(new ApiError(599, body), to);
    });
    expect(unknown.text).toMatch(/^HTTP\/1\.1 599 \r\n/);
  });

  it('ends the connection of a client that keeps its own side open', async () => {
    const server = createServer({ allowHalfOpen: true });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const opened = once(server, 'connection');
    const { port } = server.address() as AddressInfo;
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    client.resume();
    onTestFinished(() => {
      client.destroy();
      server.close();
    });
    const [socket] = (await opened) as [Socket];
    refuseOnSocket(new ApiError(400, { msg: 'a', type: 'b' }), socket);
    await once(socket, 'close');
    expect(client.writable).toBe(true);
  });

  it('to somebody who is gone fails nobody', async () => {
    const { socket } = await written((to) => {
      refuseOnSocket(new ApiError(400, { msg: 'a', type: 'b' }), to);
      to.destroy(new Error('reset'));
    });
    expect(socket.errored).toMatchObject({ message: 'reset' });
  });

  it.each([
    [
      'HPE_HEADER_OVERFLOW',
      431,
      `The request line and headers are larger than ${String(maxHeaderSize)} bytes.`,
      'headers_too_large',
    ],
    [
      'ERR_HTTP_REQUEST_TIMEOUT',
      408,
      'The request did not end in time.',
      'request_timeout',
    ],
    [
      'HPE_INVALID_METHOD',
      400,
      'The request is malformed HTTP.',
      'invalid_request',
    ],
    [undefined, 400, 'The request is malformed HTTP.', 'invalid_request'],
  ])('tells of %s', async (code, status, msg, type) => {
    const { text } = await failing(code);
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toEqual({ msg, type });
  });

  it.each(['ECONNRESET', 'ERR_SSL_WRONG_VERSION_NUMBER'])(
    'is not written after %s',
    async (code) => {
      const { text, socket } = await failing(code);
      expect([text, socket.destroyed]).toEqual(['', true]);
    },
  );

  it('is not written where nothing can be written any more', async () => {
    const { text } = await written((socket) => {
      socket.end();
      refuseUnreadable(new Error('canary'), socket);
    });
    expect(text).toBe('');
  });
});
