import { request } from 'node:https';
import { connect } from 'node:net';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';

interface Certificate {
  readonly cert: string;
  readonly private: string;
}

/** A certificate of 127.0.0.1 that signs itself, so that it is its own authority. */
function certificate(): Promise<Certificate> {
  return generate([{ name: 'commonName', value: 'a test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
}

let mock: MockCotter;
let own: Certificate;

beforeAll(async () => {
  own = await certificate();
  mock = await startMockCotter({ tls: { key: own.private, cert: own.cert } });
});

afterAll(async () => {
  await mock.close();
});

interface Answered {
  readonly status: number | undefined;
  readonly text: string;
}

/** Exchanges an identity token over TLS, with the mock's certificate as its own authority. */
function exchange(): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(
      mock.url + TOKEN_PATH,
      {
        method: 'POST',
        ca: own.cert,
        agent: false,
        headers: {
          API_KEY_ID: mock.apiKey.id,
          API_SECRET_KEY: mock.apiKey.secret,
          'Content-Type': 'application/json',
        },
      },
      (answer) => {
        let text = '';
        answer.on('error', reject);
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => {
          resolve({ status: answer.statusCode, text });
        });
      },
    );
    sent.on('error', reject);
    sent.end(
      JSON.stringify({
        grant_type: 'identity_token',
        identity_token: mock.mintIdentityToken(),
      }),
    );
  });
}

describe('over TLS', () => {
  it('it answers, and says so in its address', async () => {
    expect(mock.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const { status, text } = await exchange();
    expect(status).toBe(200);
    expect(text).toContain('"access_token"');
    expect(mock.curlLines()[0]).toContain(mock.url);
  });

  it.each(['reset', 'lost-reply', 'empty-reply'] as const)(
    'the fault %s ends the connection without an answer',
    async (kind) => {
      mock.faults.add({ kind });
      await expect(exchange()).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect((await exchange()).status).toBe(200);
    },
  );

  it('plain HTTP is cut off, and the next request is answered', async () => {
    const { port, hostname } = new URL(mock.url);
    const received = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => {
        socket.write('GET / HTTP/1.1\r\nHost: mock\r\n\r\n');
      });
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => (text += chunk.toString('latin1')));
      socket.on('close', () => {
        resolve(text);
      });
    });
    expect(received).not.toContain('HTTP/1.1');
    expect((await exchange()).status).toBe(200);
  });

  it('it closes, a connection that never began TLS included', async () => {
    const other = await startMockCotter({
      tls: { key: own.private, cert: own.cert },
    });
    const { port, hostname } = new URL(other.url);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve) => socket.once('connect', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await other.close();
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});

it('a key that is none, or of another certificate, is refused', async () => {
  const { private: another } = await certificate();
  for (const key of ['no key', another]) {
    const started = startMockCotter({ tls: { key, cert: own.cert } });
    await expect(started).rejects.toThrow(TypeError);
    await expect(started).rejects.toThrow('tls must be a private key');
  }
});
