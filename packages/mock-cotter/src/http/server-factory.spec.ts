import { once } from 'node:events';
import { get } from 'node:http';
import { get as getByTls } from 'node:https';
import { Socket, type AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { expect, it, onTestFinished } from 'vitest';
import { serverFactory, tcpConnection, type Tls } from './server-factory.ts';

async function certificate(): Promise<Tls> {
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'a test' }],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ],
    },
  );
  return { key, cert };
}

/** A server that says what it was asked for, and by which connections. */
async function started(tls?: Tls) {
  const asked: Socket[] = [];
  const make = await serverFactory({ keepAliveTimeout: 1234 }, tls);
  const server = make(({ socket }, response) => {
    asked.push(socket);
    response.end('answer');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { server, asked, port };
}

it('without a key it speaks plain HTTP, over the connection itself', async () => {
  const { server, asked, port } = await started();
  expect(server.keepAliveTimeout).toBe(1234);
  const [answer] = (await once(
    get({ port, host: '127.0.0.1', agent: false }),
    'response',
  )) as [NodeJS.ReadableStream & { statusCode: number }];
  expect(answer.statusCode).toBe(200);
  answer.resume();
  expect(asked).toHaveLength(1);
  for (const socket of asked) expect(tcpConnection(socket)).toBe(socket);
});

it('with a key it speaks TLS, and knows the connection below each', async () => {
  const tls = await certificate();
  const { server, asked, port } = await started(tls);
  expect(server.keepAliveTimeout).toBe(1234);
  const ask = () =>
    getByTls({ port, host: '127.0.0.1', agent: false, ca: tls.cert });
  const answers = await Promise.all(
    [ask(), ask()].map((sent) => once(sent, 'response')),
  );
  for (const [answer] of answers) (answer as NodeJS.ReadableStream).resume();
  const [one, two] = asked.map(tcpConnection);
  expect(asked[0]).toBeInstanceOf(TLSSocket);
  expect(one).not.toBeInstanceOf(TLSSocket);
  expect(one).not.toBe(two);
  expect([one, two].map((each) => each?.remotePort)).toEqual(
    asked.map(({ remotePort }) => remotePort),
  );
});

it('with a key it forgets a connection that is over, whose port may be used again', async () => {
  const tls = await certificate();
  const { server, asked, port } = await started(tls);
  const opened = once(server, 'connection');
  const [answer] = (await once(
    getByTls({ port, host: '127.0.0.1', agent: false, ca: tls.cert }),
    'response',
  )) as [NodeJS.ReadableStream];
  const [connection] = (await opened) as [Socket];
  const remotePort = asked[0]?.remotePort;
  expect(remotePort).toBe(connection.remotePort);
  const closed = once(connection, 'close');
  answer.resume();
  await closed;
  const later = new Socket();
  Object.defineProperty(later, 'remotePort', { value: remotePort });
  server.emit('secureConnection', later);
  expect(tcpConnection(later)).toBe(later);
});

it('a key that is none, or of another certificate, is refused', async () => {
  const { cert } = await certificate();
  for (const key of ['no key', (await certificate()).key]) {
    const make = await serverFactory({}, { key, cert });
    expect(() => make(() => undefined)).toThrow(
      new TypeError(
        'tls must be a private key and the certificate that belongs to it, both in PEM.',
      ),
    );
  }
});
