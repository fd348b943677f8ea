// The least that a token server can do over node:http: read the request as JSON and answer. `constant` answers the same
// bytes each time, with tokens that it signed once; `signing` signs both tokens each time. Prints where it listens.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const head = encoded({ alg: 'ES256', kid: 'floor', typ: 'JWT' });

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function jwt(claims: Readonly<Record<string, unknown>>): string {
  const text = `${head}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(text), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${text}.${signature.toString('base64url')}`;
}

interface Asked {
  readonly identity_token?: {
    readonly identifier_id: string;
    readonly identifier: string;
    readonly receiver: string;
  };
}

/** The claims are those of the mock's tokens, so that as many bytes are signed and sent. */
function answer({ identity_token: asked }: Asked): string {
  const iat = Math.floor(Date.now() / 1000);
  const common = () => ({
    iss: 'https://www.cotter.app',
    aud: asked?.receiver,
    sub: asked?.identifier_id,
    client_user_id: asked?.identifier_id,
    iat,
    exp: iat + 3600,
    jti: randomUUID(),
    identifier: asked?.identifier,
  });
  return JSON.stringify({
    access_token: jwt({
      ...common(),
      type: 'client_access_token',
      authentication_method: 'OTP',
      scope: 'access',
    }),
    auth_method: 'OTP',
    expires_in: 3600,
    id_token: jwt({
      ...common(),
      type: 'client_id_token',
      auth_time: String(iat),
    }),
    refresh_token: `17:${'x'.repeat(50)}`,
    token_type: 'Bearer',
  });
}

const constant = process.argv[2] === 'constant' ? answer({}) : undefined;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(constant ?? answer(asked));
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`ready on http://127.0.0.1:${String(port)}\n`);
});
