// oauth2-mock-server with one ES256 key, which its command line would only take from a file.
import process from 'node:process';
import { OAuth2Server } from 'oauth2-mock-server';

const server = new OAuth2Server();
await server.issuer.keys.generate('ES256');
await server.start(0, '127.0.0.1');
const { port } = server.address();
process.stdout.write(`ready on http://127.0.0.1:${String(port)}\n`);
