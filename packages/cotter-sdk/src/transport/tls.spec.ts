import { Agent, createServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { generate } from 'selfsigned';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CotterClientOptions } from '../options/client-options.ts';
import type { CotterClient } from '../client/client.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import {
  clientFor,
  eventToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';
import { listening } from '../testing/listening.fixture.ts';

interface Certificate {
  readonly cert: string;
  readonly private: string;
}

let ownMachine: Certificate;
let otherHost: Certificate;

/** A certificate that signs itself, so that it is its own authority. */
function certificateFor(
  name: { readonly ip: string } | { readonly value: string },
): Promise<Certificate> {
  const altName =
    'ip' in name
      ? ({ type: 7, ip: name.ip } as const)
      : ({ type: 2, value: name.value } as const);
  return generate([{ name: 'commonName', value: 'a test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [altName] },
    ],
  });
}

beforeAll(async () => {
  ownMachine = await certificateFor({ ip: '127.0.0.1' });
  otherHost = await certificateFor({ value: 'cotter.invalid' });
});

async function startTlsServer({ cert, private: key }: Certificate) {
  const paths: (string | undefined)[] = [];
  const server = createServer({ cert, key }, (req, res) => {
    paths.push(req.url);
    res.end(JSON.stringify(oauthTokens));
  });
  const port = await listening(server);
  return { origin: `https://127.0.0.1:${String(port)}`, paths };
}

function clientOf(
  server: { readonly origin: string },
  options: Partial<CotterClientOptions> = {},
): CotterClient {
  return clientFor(server, { proxy: false, ...options });
}

describe('https', () => {
  it('works with a certificate authority of the options', async () => {
    const server = await startTlsServer(ownMachine);
    const httpsAgent = new Agent({ ca: ownMachine.cert });
    const client = clientOf(server, { httpsAgent });
    await expect(client.exchangeEventToken(eventToken)).resolves.toEqual(
      oauthTokens,
    );
    await expect(client.refresh('39560:x')).resolves.toEqual(oauthTokens);
    expect(server.paths).toHaveLength(2);
  });

  it('sends nothing to a host whose certificate nobody vouches for', async () => {
    const server = await startTlsServer(ownMachine);
    expect(await rejection(clientOf(server).refresh('39560:x'))).toMatchObject({
      code: 'network_error',
      systemCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      outcome: 'not_sent',
    });
    expect(server.paths).toEqual([]);
  });

  it('sends nothing to a host that has the certificate of another', async () => {
    const server = await startTlsServer(otherHost);
    const httpsAgent = new Agent({ ca: otherHost.cert });
    const client = clientOf(server, { httpsAgent });
    expect(await rejection(client.refresh('39560:x'))).toMatchObject({
      code: 'network_error',
      systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID',
      outcome: 'not_sent',
    });
    expect(server.paths).toEqual([]);
  });

  it.each([
    ["Node's own agent", undefined],
    ['an agent of the options', new Agent()],
  ])(
    'says that nothing was sent if the connection is reset during the handshake, with %s',
    async (_, httpsAgent) => {
      let connections = 0;
      const server = createTcpServer((socket) => {
        connections += 1;
        socket.on('error', () => undefined);
        // The first bytes are the client's greeting.
        socket.once('data', () => socket.resetAndDestroy());
      });
      const port = await listening(server);
      const origin = `https://127.0.0.1:${String(port)}`;
      const client = clientOf({ origin }, { httpsAgent, maxRetries: 1 });
      expect(await rejection(client.refresh('39560:x'))).toMatchObject({
        name: 'CotterNetworkError',
        code: 'network_error',
        systemCode: 'ECONNRESET',
        outcome: 'not_sent',
        retryable: true,
      });
      // It did no harm, so it was tried again.
      expect(connections).toBe(2);
    },
  );
});
